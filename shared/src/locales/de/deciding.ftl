# For moderators: deciding, and the queue.

# Deciding
page-decide-title = Diese Person aufnehmen?
page-decide-title-name = @{ $name } aufnehmen?
page-decide-left = Zeit für die Entscheidung: noch
page-decide-asked = Die Anfrage
page-decide-votes = Stimmen
page-decide-approvals = Fürs Annehmen: { $count } von { $needed } nötigen Stimmen.
page-decide-rejections = Fürs Ablehnen: { $count } von { $needed } nötigen Stimmen.
page-decide-mine-approve = Du hast fürs Annehmen gestimmt.
page-decide-mine-reject = Du hast fürs Ablehnen gestimmt.
page-decide-counted = Deine Stimme zählt.
page-decide-changed = Deine Stimme ist geändert.
page-decide-waiting-approve = { $count ->
    [one] Zum Annehmen fehlt noch { $count } Stimme.
   *[other] Zum Annehmen fehlen noch { $count } Stimmen.
}
page-decide-waiting-reject = { $count ->
    [one] Zum Ablehnen fehlt noch { $count } Stimme.
   *[other] Zum Ablehnen fehlen noch { $count } Stimmen.
}
page-decide-may-change = Bis zur Entscheidung kannst du deine Stimme ändern.
page-decide-you = Du entscheidest als
page-decide-approve-heading = Aufnehmen
page-decide-approve = Annehmen: Diese Person darf Namen und Passwort wählen
page-decide-approve-name = Annehmen: @{ $name } darf Namen und Passwort wählen
page-decide-approve-account = { $count ->
    [one] Annehmen: Das Konto @{ $name } wird eingerichtet
   *[other] Annehmen: Die Konten @{ $name } werden eingerichtet
}
page-decide-approve-vote = Dafür stimmen, diese Person anzunehmen
page-decide-approve-vote-name = Dafür stimmen, @{ $name } anzunehmen
page-decide-hears-letter = Eine E-Mail sagt der Person, wie es weitergeht.
page-decide-hears-opened = Eine E-Mail sagt der Person Bescheid, sobald sie sich anmelden kann.
page-decide-hears-page = Keine E-Mail erreicht die Person: Sie sieht es, wenn sie ihre Seite öffnet.
page-decide-needs-others = Es gilt, sobald genug Stimmen zusammenkommen.
page-decide-reject-heading = Abweisen
page-decide-reasons = Ein vorbereiteter Grund
page-decide-reason-none = Keiner davon
page-decide-own-words = In deinen eigenen Worten
page-decide-words-many = Grund für diese Personen
page-decide-silent-many = Keine E-Mails schicken
page-decide-reject-letter = Ablehnen: Diese Person erfährt es per E-Mail
page-decide-reject-letter-name = Ablehnen: @{ $name } erfährt es per E-Mail
page-decide-reject-silent = Ablehnen: Diese Person bekommt keine E-Mail
page-decide-reject-silent-name = Ablehnen: @{ $name } bekommt keine E-Mail
page-decide-reject-page = Ablehnen: Diese Person sieht es auf ihrer Seite
page-decide-reject-page-name = Ablehnen: @{ $name } sieht es auf der eigenen Seite
page-decide-reject-vote = Dafür stimmen, diese Person abzulehnen
page-decide-reject-vote-name = Dafür stimmen, @{ $name } abzulehnen
page-decide-last-writes = Wer die entscheidende Stimme abgibt, kann den Grund nennen.
page-decide-hint = Sobald sich genug aus der Moderation einig sind, ist die Entscheidung endgültig.
page-decide-hint-one = Deine Stimme entscheidet sofort und lässt sich nicht zurücknehmen.
page-decide-approved = Diese Person ist angenommen
page-decide-rejected = Diese Person ist abgelehnt
page-decide-then-opens = Das Konto wird eingerichtet. Eine E-Mail sagt der Person Bescheid, sobald sie sich anmelden kann.
page-decide-then-opens-page = Das Konto wird eingerichtet. Die Person sieht es, wenn sie ihre Seite öffnet.
page-decide-then-chooses = Eine E-Mail bittet die Person, Namen und Passwort zu wählen. Sie hat dafür { $left } Zeit.
page-decide-then-chooses-page = Die Person wählt Namen und Passwort, wenn sie ihre Seite öffnet. Sie hat dafür { $left } Zeit.
page-decide-then-letter = Die Person erfährt es per E-Mail.
page-decide-then-page = Es geht keine E-Mail hinaus: Die Person sieht es, wenn sie ihre Seite öffnet.
page-decide-then-forgets = Die Anfrage bleibt noch { $left } gespeichert, dann löscht sie sich.
page-decide-others = { $count ->
    [one] Eine weitere Anfrage wartet auf eine Entscheidung.
   *[other] { $count } weitere Anfragen warten auf eine Entscheidung.
}
page-decide-go-on = Wartende Anfragen ansehen
page-decide-no-others = Sonst wartet nichts. Du bist erst einmal fertig.
page-decide-queue = Was zuletzt entschieden wurde
page-decide-by = Entschieden von
page-decide-words = Worte an diese Person
page-decide-contrary = Deine Stimme kam zu spät: Die anderen hatten schon entschieden.
page-decide-unconfirmed = Noch nicht bestätigt
page-decide-unconfirmed-lead = Diese Person hat ihre E-Mail-Adresse noch nicht bestätigt. Sobald das geschehen ist, kannst du entscheiden; wir schreiben dir dann.
page-decide-unconfirmed-left = Wird sie nicht bestätigt, löscht sich die Anfrage. Die Person hat dafür noch
page-decide-own = Das ist deine eigene Anfrage
page-decide-own-lead = Über sie entscheiden andere.
page-flag-same-address = Zu derselben E-Mail-Adresse gab es schon andere Anfragen, als diese kam; vielleicht hat sie schon ein Konto.
page-flag-no-address = Es wurde keine E-Mail-Adresse angegeben: Wir können dieser Person nicht schreiben.
page-flag-unproved = Die E-Mail-Adresse ist nicht bestätigt: Sie kann jemand anderem gehören.

# The queue
page-queue-title = Was auf eine Entscheidung wartet
page-queue-total = { $count ->
    [one] 1 Anfrage wartet.
   *[other] { $count } Anfragen warten, die älteste zuerst.
}
page-queue-empty = Nichts wartet. Du bist erst einmal fertig.
page-queue-empty-then = Wir schreiben dir, sobald jemand anfragt. Du kannst diese Seite schließen.
page-queue-none-here = Von dem, was wartet, ist nichts dieser Art.
page-queue-show-all = Alle zeigen
page-queue-by-vote = Nach Stimmen zeigen
page-queue-by-door = Nach Plattform zeigen
page-queue-all = Alle
page-queue-undecided = Ohne meine Stimme
page-queue-mine = Mit meiner Stimme
page-queue-everywhere = Überall
page-queue-nameless = jemand ohne Namen
page-queue-choose = Auswählen
page-queue-age = wartet schon { $age }
page-queue-left = noch { $left }
page-queue-no-reason = Keine Begründung angegeben
page-queue-open = Alles lesen und entscheiden
page-queue-tick-all = { $count ->
    [one] Die eine auf dieser Seite ankreuzen
   *[other] Alle { $count } auf dieser Seite ankreuzen
}
page-queue-tick-none = Keine ankreuzen
page-queue-to-together = Zu den Knöpfen für alle angekreuzten
page-queue-flag-same-address = hat schon angefragt
page-queue-flag-no-address = keine E-Mail-Adresse
page-queue-flag-unproved = Adresse nicht bestätigt
page-queue-voted-approve = deine Stimme: annehmen
page-queue-voted-reject = deine Stimme: ablehnen
page-queue-together = Alle angekreuzten
page-queue-together-means = Diese Knöpfe geben deine Stimme für jede oben angekreuzte Anfrage ab.
page-queue-words-decide = Deine Worte gehen an die Personen, die durch deine Stimme endgültig abgelehnt sind.
page-queue-approve-chosen = Alle angekreuzten annehmen
page-queue-reject-chosen = Alle angekreuzten ablehnen
page-queue-approved = angenommen.
page-queue-rejected = abgelehnt.
page-queue-counted-approve = Deine Stimme fürs Annehmen zählt; es fehlen noch andere.
page-queue-counted-reject = Deine Stimme fürs Ablehnen zählt; es fehlen noch andere.
page-queue-faster-approved = Jemand war schneller, und diese Person ist angenommen.
page-queue-faster-rejected = Jemand war schneller, und diese Person ist abgelehnt.
page-queue-own = Das ist deine eigene Anfrage. Über sie entscheiden andere.
page-queue-gone = Hier gibt es nichts mehr zu entscheiden. Die Anfrage ist beendet.
page-queue-none-chosen = Es war nichts ausgewählt, deshalb ist nichts geschehen. Kreuze zuerst die Anfragen an.
page-queue-too-many = Das war zu viel auf einmal, deshalb ist nichts geschehen. Wähle höchstens { $count } aus.
page-queue-pages = Seiten
page-queue-previous = Vorherige Seite
page-queue-next = Nächste Seite
page-queue-lately = Zuletzt entschieden
page-queue-was-approved = angenommen von
page-queue-was-rejected = abgelehnt von
page-queue-by-former = jemandem aus der früheren Moderation
page-queue-door-title = Für die Moderation
page-queue-door-lead = Hier sieht die Moderation alles, was auf eine Entscheidung wartet. Öffne den Link in einer unserer E-Mails an dich, oder lass dir einen schicken.
page-queue-door-ended = Der Link, den du geöffnet oder gespeichert hast, gilt nicht mehr.
page-queue-door-send = Meinen Link schicken
page-queue-door-no-moderator = Du bist angemeldet, aber zu deinem Konto gehört keine bestätigte E-Mail-Adresse der Moderation.
page-queue-door-sign-in = Anmelden, wenn du Mitglied mit einer E-Mail-Adresse der Moderation bist
page-queue-sent-lead = Wenn diese Adresse zur Moderation gehört, ist der Link unterwegs.
page-queue-sent-missing = Warte ein paar Minuten und schau in deinen Spam-Ordner. Wenn keine E-Mail kommt, frag die Leute, die diese Website betreiben, ob deine Adresse auf der Liste der Moderation steht.
