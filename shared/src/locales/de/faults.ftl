# When something is in the way: pages, the labels of fields, and what is wrong in them.

# When something is in the way
page-ended-title = Dieser Link öffnet nichts
page-ended-lead = Das kann einen einfachen Grund haben:
page-ended-forgotten = Die Anfrage ist vorbei. Anfragen löschen sich einige Zeit nach ihrem Ende von selbst.
page-ended-withdrawn = Die Anfrage wurde zurückgezogen.
page-ended-copied = Der Link wurde nicht vollständig kopiert. Versuch noch einmal, ihn aus der E-Mail zu öffnen.
page-ended-lost = Meinen Link wiederfinden
page-ended-reset-used = Er hat seinen Dienst getan: Er gilt für ein einziges neues Passwort.
page-ended-reset-over = Seine Zeit ist um. Er gilt eine halbe Stunde.
page-ended-reset-then = Neuen Link anfordern
page-ended-moderator-over = Die Anfrage ist vorbei und hat sich gelöscht, oder die Person hat sie zurückgezogen.
page-ended-moderator-list = Deine Adresse steht nicht mehr auf der Liste der Moderation, oder neuere Links haben diesen ersetzt.
page-ended-moderator-then = Wenn du unsicher bist, frag die Leute, die diese Community betreiben.
page-stale-title = Bitte öffne die Seite noch einmal
page-stale-lead = Sie war zu lange offen oder kam von woanders, deshalb haben wir nichts getan. Öffne sie noch einmal und drücke dort auf den Knopf.
page-stale-open = Seite öffnen
page-problem-not-found = Diese Seite gibt es nicht
page-problem-not-found-lead = Vielleicht ist die Adresse falsch geschrieben oder veraltet. Wenn du einem Link aus einer E-Mail gefolgt bist, kopiere ihn vollständig oder lass dir deine Links noch einmal schicken.
page-problem-too-many = Das war ein bisschen viel
page-problem-too-many-lead = Aus deinem Netz kamen zu viele Versuche. Bitte geh zurück und versuch es nach einer Pause noch einmal. Dauer der Pause: { $wait }.
page-problem-resting = Wir machen eine kurze Pause
page-problem-resting-lead = Der Dienst kann gerade nicht antworten. Bitte versuch es in einer Minute noch einmal. Wenn du auf einen Knopf gedrückt hast, drücke ihn noch einmal: Nichts geschieht doppelt.
page-problem-nothing-to-see = Hier gibt es nichts zu sehen
page-problem-nothing-to-see-lead = Diese Adresse nimmt nur entgegen, was Formulare und Programme schicken. Was du suchst, beginnt anderswo.
page-problem-too-large = Das war zu viel Text
page-problem-too-large-lead = Bitte geh zurück und kürze, was du geschrieben hast.
page-problem-other = Etwas ist schiefgegangen
page-problem-other-lead = Es liegt nicht an dir. Bitte geh zurück und versuch es noch einmal. Wenn es so bleibt, gib den Leuten, die diese Website betreiben, die Nummer unten.
page-problem-home = Zur Startseite
page-problem-number = Für den Betrieb:

## Fields

field-optional = (freiwillig)
field-email = E-Mail-Adresse
field-email-hint = Wir schreiben dir nur zu dieser Anfrage.
field-email-hint-optional = Wir schreiben dir zu dieser Anfrage und später zu deinem Konto. Ohne Adresse bekommst du von uns einen Link zum Speichern.
field-email-for-mastodon = (für Mastodon nötig)
field-email-hint-moderator = Die Adresse, unter der du hier in der Moderation bekannt bist.
field-email-hint-lost = Die Adresse, mit der du angefragt hast.
field-email-hint-forgot = Die Adresse deines Kontos.
field-name-wish = Der Name, den du gern hättest
field-name-choose = Dein Name
field-name-choose-on = Dein Name bei { $door }
field-name-hint = Bis zu 30 Buchstaben von a bis z, Ziffern oder Unterstriche. Aus großen Buchstaben werden kleine.
field-name-hint-ends = { $count ->
    [one] Der volle Name endet auf { $ends }.
   *[other] Die vollen Namen enden auf { $ends }.
}
field-name-fixed = Dein Konto hat diesen Namen schon.
field-name-available = „{ $name }“ ist gerade frei.
field-name-taken = „{ $name }“ ist nicht verfügbar. Bitte versuch einen anderen Namen.
field-name-doors = „{ $name }“ ist
field-name-door-available = bei { $door } frei
field-name-door-taken = bei { $door } nicht verfügbar
field-name-door-unknown = bei { $door } gerade nicht zu prüfen
field-name-door-untold = { $door } sagt vorher nicht, welche Namen vergeben sind. Du kannst weitermachen; wenn deiner vergeben ist, fragen wir dich noch einmal.
field-name-unknown = Wir können den Server gerade nicht fragen. Du kannst weitermachen; wenn der Name vergeben ist, fragen wir dich noch einmal.
field-name-untold = Dieser Server sagt vorher nicht, welche Namen vergeben sind. Du kannst weitermachen; wenn deiner vergeben ist, fragen wir dich noch einmal.
field-reason = Warum möchtest du dabei sein?
field-reason-hint = Ein, zwei Sätze reichen, höchstens 1000 Zeichen. Die Moderation liest sie.
field-doors = Wo möchtest du ein Konto?
field-doors-hint = Wähle eins oder mehrere.
field-doors-hint-mastodon = Mastodon braucht eine E-Mail-Adresse, die du über einen Link von uns bestätigst.
field-scope-legend = Wo möchtest du diesen Namen?
field-scope-both = Überall, damit meine Konten gleich heißen
field-scope-here = Nur bei { $door }
field-password-elsewhere = Das Passwort für dieses Konto legst du bei Mastodon selbst fest. Wir zeigen dir, wo.
field-password-legend = Dein Passwort
field-password-own = Ich wähle selbst eins
field-password = Passwort
field-password-hint = Mindestens { $count } Zeichen. Ein paar Wörter, die nichts miteinander zu tun haben, sind gut; Sonderzeichen oder Ziffern braucht es nicht. Nicht dein Name und nicht deine Adresse.
field-password-keep-hint = Lass das Feld leer, um dein bisheriges zu behalten.
field-password-generate = Eins für mich erstellen
field-password-generate-hint = Wir zeigen es dir, sobald dein Konto eingerichtet ist.
field-password-join = Passwort für diese Website
field-password-join-hint = Mit E-Mail-Adresse und Passwort kannst du dich hier sofort anmelden. Konten anderswo warten auf die Moderation.
field-new-password = Neues Passwort
field-old-password = Dein bisheriges Passwort
field-leave-password = Dein Passwort
field-sign-in-name = Name oder E-Mail-Adresse
field-message = Grund für diese Person
field-message-hint = Er steht dann in der E-Mail. Höchstens 1000 Zeichen.
field-message-hint-no-letter = Die Person liest ihn auf ihrer Seite. Höchstens 1000 Zeichen.
field-silent = Keine E-Mail schicken
field-title = Titel
field-content = Text
field-content-hint = Lass zwischen Absätzen eine Zeile leer. *Wörter* zwischen Sternchen werden betont, „- “ beginnt eine Zeile einer Liste, und [Wörter](https://example.org) werden ein Link; eine Adresse, die mit https:// beginnt, auch.

## Faults

fault-email-missing = Gib deine E-Mail-Adresse ein
fault-email-for-mastodon = Gib deine E-Mail-Adresse ein oder nimm das Häkchen bei Mastodon weg: Mastodon braucht eine
fault-email-for-password = Gib deine E-Mail-Adresse ein: Du meldest dich damit an
fault-email-malformed = Gib eine E-Mail-Adresse wie name@example.org ein
fault-name-empty = Gib den Namen ein, den du gern hättest
fault-name-too-long = Nimm höchstens 30 Zeichen für den Namen
fault-name-characters = Nimm nur Buchstaben von a bis z, Ziffern und Unterstriche
fault-name-digits-only = Nimm mindestens einen Buchstaben in den Namen
fault-name-leading-underscore = Beginne den Namen mit einem Buchstaben oder einer Ziffer
fault-name-reserved = { fault-name-taken }
fault-name-taken = Dieser Name ist nicht verfügbar. Wähle einen anderen
fault-reason-missing = Erzähl uns, warum du dabei sein möchtest
fault-reason-too-long = Kürze deine Begründung auf { $count } Zeichen
fault-answer-too-long = Kürze deine Antwort auf { $count } Zeichen
fault-message-too-long = Kürze deine Worte auf { $count } Zeichen
fault-door-missing = Wähle mindestens einen Ort für dein Konto
fault-door-closed = Wähle einen Ort aus der Liste
fault-password-missing = Gib ein Passwort ein oder wähle „Eins für mich erstellen“
fault-new-password-missing = Gib ein neues Passwort ein
fault-new-password-weak = Dieses Passwort ist leicht zu erraten. Nimm ein längeres
fault-password-refused = Der Server nimmt dieses Passwort nicht an. Nimm ein längeres oder weniger übliches
fault-wrong-password = Das ist nicht dein Passwort. Bitte versuch es noch einmal
fault-sign-in = Prüfe Namen und Passwort: Sie gehören nicht zusammen
fault-password-short = Nimm mindestens { $count } Zeichen für dein Passwort
fault-password-long = Nimm höchstens { $count } Zeichen für dein Passwort
fault-password-bytes = Nimm ein kürzeres Passwort: höchstens { $count } einfache Buchstaben. Umlaute, Buchstaben mit Akzent, andere Schriften und Emojis zählen zwei- bis vierfach
fault-password-weak = Dieses Passwort ist leicht zu erraten. Nimm ein längeres oder wähle „Eins für mich erstellen“
fault-title-missing = Gib deinem Beitrag einen Titel
fault-title-too-long = Kürze den Titel auf { $count } Zeichen
fault-content-missing = Schreib etwas
fault-content-too-long = Kürze deinen Text auf { $count } Zeichen
