# The form at the gate, what follows upon sending it, and confirming.

# The form at the gate
page-apply-title = Konto anfragen
page-apply-heading = Mach mit bei { $community }
page-apply-lead = Erzähl uns ein wenig von dir. Jede Anfrage wird hier von Menschen gelesen, und Menschen entscheiden.
page-apply-next = Wie es weitergeht
page-apply-step-send = Wir geben deine Anfrage an die Moderation weiter.
page-apply-step-send-beside = Wir geben deine Anfrage an die Moderation weiter. Für Mastodon schicken wir dir außerdem einen Link per E-Mail: Öffne ihn und drücke dort auf den Knopf.
page-apply-step-confirm-always = Wir schicken dir einen Link per E-Mail. Du hast { $left } Zeit, ihn zu öffnen und dort auf den Knopf zu drücken.
page-apply-step-confirm = Wenn du eine Adresse angegeben hast, schicken wir dir einen Link per E-Mail. Du hast { $left } Zeit, ihn zu öffnen und dort auf den Knopf zu drücken.
page-apply-step-decide = Die Moderation liest deine Anfrage. Sie hat dafür { $left } Zeit.
page-apply-step-choose = Sobald sie Ja sagt, hast du { $left } Zeit, Namen und Passwort zu wählen. Dann richten wir dein Konto ein.
page-apply-send = Anfrage abschicken
page-apply-resting = Hier ist gerade kurz geschlossen, und deine Anfrage ist noch nicht abgeschickt. Alles, was du geschrieben hast, ist noch da: Bitte drücke in einer Minute noch einmal auf „Anfrage abschicken“.
page-apply-too-many = Aus deinem Netz kamen zu viele Versuche. Alles, was du geschrieben hast, ist noch da: Bitte drücke nach einer Pause noch einmal auf „Anfrage abschicken“. Dauer der Pause: { $wait }.
page-apply-kept-title = Was wir speichern und wie lange
page-apply-kept = Was du schreibst, speichern wir verschlüsselt und nur so lange, wie es gebraucht wird: { $unconfirmed }, wenn eine Adresse nicht bestätigt wird, { $pending }, wenn niemand entscheidet, einen Tag nach einem Nein, { $approved }, wenn du kein Passwort wählst, und zwei Tage, nachdem dein Konto eingerichtet ist. Dein Name und deine Adresse bleiben, solange du Mitglied bist.
page-apply-again = Konto anfragen

# After sending
page-keep-title = Speichere jetzt diese Seite
page-keep-lead = Du hast keine E-Mail-Adresse angegeben, deshalb können wir dir nicht schreiben. Nur mit dem, was hier steht, kommst du zurück, und wir zeigen es nur einmal.
page-keep-yours = Dein Weg zurück
page-keep-link = Dein Link
page-keep-qr = Dein Link für die Handykamera
page-keep-rid = Nummer der Anfrage
page-keep-token = Schlüssel
page-keep-how = Kopiere den Link an einen sicheren Ort oder drucke diese Seite. Wer den Link hat, kann ihn benutzen. Behalte ihn also für dich.
page-keep-print = Diese Seite drucken
page-keep-then = Die Moderation hat { $left } Zeit, um zu entscheiden. Komm über deinen Link zurück, um zu sehen, was sie gesagt hat.
page-keep-open = Ich habe ihn gespeichert. Meine Anfrage öffnen

# Confirming
page-confirm-title = Hast du das angefragt?
page-confirm-lead = Jemand hat mit deiner E-Mail-Adresse ein Konto bei { $community } angefragt.
page-confirm-then = Nach deinem Ja liest die Moderation die Anfrage. Name und Passwort wählst du, sobald sie zustimmt.
page-confirm-then-beside = Die Moderation hat diese Anfrage schon. Mastodon gibt Konten nur an bestätigte Adressen, deshalb wartet dieser Teil auf dein Ja. Von da an lassen sich Name und Passwort nur noch über deinen Link wählen.
page-confirm-then-later = Die Anfrage wartet nicht auf dein Ja. Mit ihm können wir dir schreiben, wie es weitergeht.
page-confirm-choose = Dein Name und dein Passwort
page-confirm-choose-why = Wenn du es warst, wähle sie jetzt: Ein Passwort, das mit der Anfrage kam, gilt nach deinem Ja nicht mehr. Dein Konto wird dann eingerichtet, sobald die Moderation zustimmt.
page-confirm-choose-why-member = Wenn du es warst, wähle sie jetzt. Auf dieser Website kannst du dich schon anmelden: Ab deinem Ja gilt das Passwort, das du hier wählst, und das aus der Anfrage gilt nicht mehr.
page-confirm-yes = Ja, ich habe angefragt
page-confirm-yes-means = Die Moderation wird um eine Entscheidung gebeten.
page-confirm-yes-means-beside = Deine Adresse gilt als bestätigt, und die Anfrage gehört dir.
page-confirm-yes-means-later = Von jetzt an kommen unsere E-Mails hier an.
page-confirm-not-me = Das war ich nicht
page-confirm-not-me-means = Die Anfrage wird gelöscht, und wir schreiben dir nicht mehr.
page-confirm-not-me-means-kept = Deine Adresse wird aus der Anfrage entfernt, und wir schreiben dir nicht mehr.
page-confirm-left = Wenn du keinen der beiden Knöpfe drückst, löscht sich die Anfrage nach Ablauf der Zeit von selbst. Du hast noch
page-not-me-title = Danke. Die Anfrage ist gelöscht
page-not-me-kept-title = Danke. Deine Adresse ist entfernt
page-not-me-lead = Wir schicken dir nichts mehr.
page-not-me-more = 30 Tage lang kann hier niemand mit deiner Adresse ein Konto anfragen. Mehr musst du nicht tun.
