# How a registration stands, withdrawing it, and finding its link again.

# Status
page-status-unconfirmed = Schau in dein Postfach
page-status-unconfirmed-lead = Wir schicken eine E-Mail an
page-status-unconfirmed-open = Öffne den Link in der E-Mail.
page-status-unconfirmed-press = Drücke auf „Ja, ich habe angefragt“.
page-status-unconfirmed-then = Dann liest die Moderation deine Anfrage, und wir schreiben dir.
page-status-unconfirmed-left = Der Link gilt noch
page-letter-missing = Keine E-Mail bekommen?
page-status-unconfirmed-missing = Warte ein paar Minuten und schau in deinen Spam-Ordner. Ist die Adresse oben falsch geschrieben?
page-status-unconfirmed-again = Noch einmal anfragen
page-status-pending = Die Moderation liest deine Anfrage
page-status-pending-lead = Du musst jetzt nichts tun. Wenn sie Ja sagt, wählst du hier deinen Namen und dein Passwort.
page-status-pending-lead-settled = Du musst jetzt nichts tun. Dein Name und dein Passwort stehen fest: Dein Konto wird eingerichtet, sobald sie Ja sagt.
page-status-pending-letters = Wir schreiben dir, wenn sie entschieden hat.
page-status-pending-no-letters = Komm über den Link zurück, den du gespeichert hast, um zu sehen, was sie gesagt hat.
page-status-pending-proof = Für Mastodon: Bestätige deine Adresse
page-status-pending-left = Die Moderation hat dafür noch
page-status-pending-nobody = Wenn bis dahin niemand entscheidet, löscht sich die Anfrage, und du kannst neu anfragen.
page-who = { $count ->
    [one] Eine Person aus der Moderation liest und entscheidet.
   *[other] { $count } Personen aus der Moderation sind gefragt.
}
page-who-needed = { $count ->
    [one] Eine von ihnen entscheidet.
   *[other] { $count } von ihnen müssen Ja sagen.
}
page-who-next = { $count ->
    [one] Eine Person aus der Moderation entscheidet.
   *[other] { $count } Personen aus der Moderation werden gefragt.
}
page-usual-hour = Meist dauert es weniger als eine Stunde.
page-usual-hours = Meist dauert es ein paar Stunden.
page-usual-day = Meist dauert es weniger als einen Tag.
page-usual-days = Meist dauert es ein oder zwei Tage.
page-usual-long = Meist dauert es einige Tage.
page-status-choose = Willkommen! Wähle deinen Namen und dein Passwort
page-status-choose-lead = Die Moderation hat Ja gesagt. Ein Schritt fehlt noch.
page-status-choose-left = Du hast dafür noch
page-status-choose-send = Mein Konto einrichten
page-status-elsewhere = Die Moderation hat Ja gesagt
page-status-elsewhere-lead = Name und Passwort werden über den Link in unserer E-Mail gewählt. Diese Seite kann nur zeigen, wie es steht.
page-status-elsewhere-left = Zeit dafür: noch
page-status-proof = Ein Schritt fehlt noch: Bestätige deine Adresse
page-status-proof-lead = Die Moderation hat Ja gesagt. Öffne unsere E-Mail an dich; nach deinem Ja wählst du dort Namen und Passwort, und das Konto wird eingerichtet.
page-status-processing = Dein Konto wird gerade eingerichtet
page-status-processing-lead = Das dauert ein paar Sekunden, oder etwas länger, wenn der Server viel zu tun hat. Du kannst diese Seite schließen und später wiederkommen.
page-status-look-again = Noch einmal nachsehen
page-status-failed = Fast geschafft: Wir brauchen dich noch einmal
page-status-failed-lead = Die Moderation hat Ja gesagt, und dabei bleibt es. Etwas anderes stand im Weg.
page-status-failed-send = Noch einmal versuchen
page-status-done = { $count ->
    [one] Dein Konto ist eingerichtet
   *[other] Deine Konten sind eingerichtet
}
page-status-done-lead = Willkommen! So meldest du dich an.
page-status-done-member = Du bist jetzt hier Mitglied und kannst dich auch auf dieser Website anmelden.
page-status-done-kept = Diese Seite gibt es nur noch
page-status-done-stays = { $count ->
    [one] Dein Konto bleibt.
   *[other] Deine Konten bleiben.
}
page-status-rejected = Die Moderation hat diesmal Nein gesagt
page-status-rejected-lead = Das tut uns leid. Es wurde kein Konto eingerichtet.
page-status-rejected-words = Ihre Worte an dich
page-status-rejected-again = Du kannst neu anfragen und dabei mehr von dir erzählen.
page-status-kept = Diese Seite gibt es nur noch
page-status-way = Dein Weg zu uns
page-status-withdraw = Anfrage zurückziehen
page-status-withdraw-why = Hast du es dir anders überlegt?
page-step-done = Erledigt:
page-step-now = Jetzt:
page-step-next = Danach:
page-step-ended = Beendet:
page-step-asked = Deine Anfrage
page-step-confirmed = Deine Adresse
page-step-decided = Die Entscheidung der Moderation
page-step-chosen = Dein Name und dein Passwort
page-step-ready = Dein Konto
page-step-chosen-next = Du wählst sie hier, sobald die Moderation Ja sagt.
page-step-ready-next = Danach wird es von selbst eingerichtet.
page-live-copy = Kopieren
page-live-copied = Kopiert
page-live-news = Es gibt etwas Neues zu deiner Anfrage.
page-live-load = Anzeigen
page-notice-password-saved = Gut. Wir haben dein Passwort vergessen. Jetzt kennst nur noch du es.
page-notice-too-late = Das kam zu spät: Dein Konto wird gerade eingerichtet oder ist schon fertig.
page-door-success = eingerichtet
page-door-failed = noch nicht eingerichtet
page-door-processing = wird eingerichtet
page-door-pending = wartet
page-door-name-taken = Diesen Namen hat schon jemand anderes. Bitte wähle einen anderen.
page-door-name-refused = Der Server erlaubt diesen Namen nicht. Bitte wähle einen anderen.
page-door-password-refused = Der Server nimmt dieses Passwort nicht an. Bitte wähle ein längeres oder weniger übliches, oder lass uns eins erstellen.
page-door-conflict = Jemand anderes hat dieses Konto geändert, während wir es eingerichtet haben. Deshalb lassen wir es, wie es ist. Bitte wähle einen anderen Namen.
page-door-unavailable = Der Server hat lange nicht geantwortet, deshalb versuchen wir es nicht weiter.
page-door-try-again = Du kannst es jetzt noch einmal versuchen.
page-door-choice = Dieses Konto wird eingerichtet, sobald du Namen und Passwort gewählt hast.
page-door-held-back = Dieses Konto könnte eingerichtet werden, aber dein Name ist nicht überall frei, und ein Name lässt sich später nicht ändern. Deshalb warten wir, bis du gewählt hast.
page-door-no-address = Dieses Konto braucht eine bestätigte E-Mail-Adresse, und in deiner Anfrage steht keine. Deshalb wird es nicht eingerichtet.
page-proof-letter = Mastodon gibt Konten nur an bestätigte Adressen. Öffne unsere E-Mail und drücke auf „Ja, ich habe angefragt“. Sie geht an
page-proof-missing = Keine E-Mail bekommen? Warte ein paar Minuten und schau in deinen Spam-Ordner. Wenn heute keine kommt, lass dir morgen deinen Link noch einmal schicken. Wenn die Adresse falsch geschrieben ist oder auch dann keine kommt, ziehe diese Anfrage zurück und frage neu an.
page-proof-lost = Meinen Link wiederfinden
page-account-id = Dein voller Name dort
page-account-server = Server zum Eintragen in deiner App
page-account-rooms = Räume, in denen du schon bist
page-account-sign-in = Anmelden
page-account-any-app = Öffne eine beliebige Matrix-App, wähle „Anmelden“ und gib zuerst diesen Server ein.
page-account-qr = QR-Code
page-account-qr-matrix = Lass andere ihn mit einem Handy scannen, auf dem eine Matrix-App ist: Er führt sie zu dir.
page-account-qr-mastodon = Lass andere ihn mit dem Handy scannen: Er führt sie zu deiner Seite dort.
page-account-mastodon = Melde dich mit deiner E-Mail-Adresse und deinem Passwort an.
page-account-mastodon-set-password = Lege zuerst ein Passwort fest: Gib dort deine E-Mail-Adresse ein, und Mastodon schickt dir einen Link dafür.
page-account-mastodon-letter = Mastodon hat dir selbst eine E-Mail geschickt. Öffne den Link darin und melde dich dann mit deiner E-Mail-Adresse und deinem Passwort an.
page-account-set-password = Passwort festlegen
page-account-open-mastodon = Mastodon öffnen
page-password = Dein Passwort
page-password-hidden = Wir haben ein Passwort für dich erstellt. Achte darauf, dass dir niemand über die Schulter schaut. Es verschwindet mit dieser Seite, also speichere es vorher.
page-password-show = Mein Passwort zeigen
page-password-shown = Speichere es jetzt in deiner Passwort-App oder schreib es auf. Groß- und Kleinschreibung zählt.
page-password-saved = Ich habe es gespeichert
page-password-needed = Dein anderes Konto braucht es noch, deshalb behalten wir es etwas länger.
page-password-saved-means = Dann vergessen wir es, und niemand kann es mehr zeigen.

page-token = Zugriffstoken für Programme
page-token-offered = Mit einem Token kann ein Programm dein Konto bei Mastodon ohne dein Passwort benutzen. Erstelle nur eins, wenn du es brauchst.
page-token-make = Token erstellen
page-token-scope = Was es erlaubt:
page-token-shown = Kopiere es jetzt: Wir zeigen es nicht noch einmal. Es läuft nicht ab, also hüte es wie ein Passwort. Du kannst es hier widerrufen, solange es diese Seite gibt, und später bei Mastodon in den Einstellungen deines Kontos.
page-token-made = Ein Token wurde erstellt am
page-token-made-lost = Wenn du es verloren hast oder nicht mehr brauchst, widerrufe es. Dann kannst du ein neues erstellen.
page-token-revoke = Token widerrufen
page-token-revoke-means = Das widerruft jedes Token, das hier für dein Konto ausgegeben wurde, auch an ein Programm, das mit deinem Passwort danach gefragt hat.
page-notice-token-revoked = Erledigt: Kein Token, das hier für dein Konto ausgegeben wurde, gilt noch.
page-notice-token-later = Das dauert länger als sonst. Bitte drücke gleich noch einmal auf den Knopf.
page-notice-token-shown-before = Ein Token wurde schon gezeigt und wird nicht noch einmal gezeigt. Wenn du es verloren hast, widerrufe es und erstelle ein neues.
page-notice-token-refused = Mastodon lässt uns das für dein Konto nicht tun. In den Einstellungen deines Kontos dort kannst du es selbst tun.
page-notice-token-not-set-up = Wer diese Website betreibt, hat hier keine Token vorgesehen.

# Withdrawing
page-withdraw-title = Anfrage zurückziehen?
page-withdraw-lead = Alles, was du geschrieben hast, wird gelöscht, und die Moderation entscheidet nicht mehr darüber. Du kannst später neu anfragen.
page-withdraw-yes = Ja, zurückziehen
page-withdraw-no = Nein, Anfrage behalten
page-withdrawn-title = Deine Anfrage ist zurückgezogen
page-withdrawn-lead = Alles, was du geschrieben hast, ist gelöscht.

# Lost links
page-lost-title = Meinen Link wiederfinden
page-lost-lead = Sag uns, mit welcher E-Mail-Adresse du angefragt hast. Wenn es zu ihr offene Anfragen gibt, schicken wir dir die Links dazu.
page-lost-send = Meine Links schicken
page-lost-no-address = Hast du ohne Adresse angefragt? Dann führt nur der Link zurück, den du gespeichert hast.
page-lost-sent-title = Schau in dein Postfach
page-lost-sent-lead = Wenn es zu dieser Adresse offene Anfragen gibt, sind die Links dazu unterwegs.
page-lost-sent-to = E-Mails gehen an
page-lost-sent-missing = Warte ein paar Minuten und schau in deinen Spam-Ordner. Wenn keine E-Mail kommt, gibt es zu dieser Adresse höchstwahrscheinlich keine offene Anfrage.
