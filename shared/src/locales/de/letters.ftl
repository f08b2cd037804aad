# Letters.
#
# Each says what happened, what its reader can do, by when, what happens without, and why it came.
# { $deadline } reads like "2. Mai 2027, 09:00 UTC (in 2 Tagen)": say "bis zum" or "am" before it.

letter-hello = Hallo!
letter-link-hint = Wenn der Knopf nicht funktioniert, öffne diesen Link:
letter-own-link = Der Link in dieser E-Mail ist nur für dich. Wer ihn hat, kann in deinem Namen handeln. Gib diese E-Mail deshalb bitte nicht weiter.
letter-own-links = Die Links in dieser E-Mail sind nur für dich. Wer sie hat, kann in deinem Namen handeln. Gib diese E-Mail deshalb bitte nicht weiter.
letter-why-applicant = Du bekommst diese E-Mail, weil mit dieser E-Mail-Adresse ein Konto bei { $community } angefragt wurde.
letter-why-moderator = Du bekommst diese E-Mail, weil du zur Moderation von { $community } gehörst.
letter-why-member = Du bekommst diese E-Mail, weil diese E-Mail-Adresse zu einem Konto bei { $community } gehört.
letter-why-owner = Du bekommst diese E-Mail, weil diese E-Mail-Adresse zu einem Konto auf dem Mastodon-Server von { $community } gehört.
letter-message = Die Moderation schreibt:
letter-contact = Fragen? Antworte auf diese E-Mail oder schreib an { $address }.

letter-date = { $day }. { $month ->
    [m01] Januar
    [m02] Februar
    [m03] März
    [m04] April
    [m05] Mai
    [m06] Juni
    [m07] Juli
    [m08] August
    [m09] September
    [m10] Oktober
    [m11] November
   *[m12] Dezember
} { $year }, { $time } UTC
letter-left-days = in { $count ->
    [one] 1 Tag
   *[other] { $count } Tagen
}
letter-left-hours = in { $count ->
    [one] 1 Stunde
   *[other] { $count } Stunden
}
letter-left-minutes = in { $count ->
    [one] 1 Minute
   *[other] { $count } Minuten
}
letter-date-and-left = { $deadline } ({ $left })

letter-confirm-subject = Bitte bestätige deine Anfrage bei { $community }
letter-confirm-happened = Jemand, hoffentlich du, hat ein Konto bei { $community } angefragt und diese E-Mail-Adresse angegeben.
letter-confirm-do = Die Seite unten zeigt, was angefragt wurde. Wenn du es warst, öffne sie und drücke auf „Ja, ich habe angefragt“. Erst danach erfährt die Moderation von deiner Anfrage.
letter-confirm-button = Anfrage ansehen
letter-confirm-nothing = Du hast bis zum { $deadline } Zeit. Wenn du nichts tust, wird die Anfrage dann gelöscht, und niemand erfährt davon.
letter-confirm-beside-subject = Bitte bestätige deine E-Mail-Adresse für { $community }
letter-confirm-beside-happened = Jemand, hoffentlich du, hat ein Konto bei { $community } angefragt, auch bei Mastodon, und diese E-Mail-Adresse angegeben. Die Moderation hat die Anfrage schon.
letter-confirm-beside-do = Die Seite unten zeigt, was angefragt wurde. Wenn du es warst, öffne sie und drücke auf „Ja, ich habe angefragt“.
letter-confirm-beside-nothing = Du hast bis zum { $deadline } Zeit. Nur das Mastodon-Konto wartet auf dein Ja und wird ohne es nicht eingerichtet.
letter-confirm-later-subject = Bitte bestätige deine E-Mail-Adresse für { $community }
letter-confirm-later-happened = Jemand, hoffentlich du, hat ein Konto bei { $community } angefragt und jetzt diese E-Mail-Adresse dafür angegeben.
letter-confirm-later-do = Wenn du es warst, öffne die Seite unten und drücke auf „Ja, ich habe angefragt“. Dann wissen wir, dass unsere E-Mails dich hier erreichen.
letter-confirm-later-nothing = Du hast bis zum { $deadline } Zeit. Sonst wartet nichts darauf.
letter-confirm-not-you = Du warst es nicht? Dann beachte diese E-Mail nicht weiter, oder drücke auf derselben Seite auf „Das war ich nicht“, und wir schreiben nicht mehr an diese Adresse.

letter-received-subject = Deine Anfrage bei { $community } ist angekommen
letter-received-happened = Danke. Deine Anfrage bei { $community } liegt jetzt bei der Moderation.
letter-received-do = Du musst nichts tun. Auf deiner Seite siehst du, wie es steht, und kannst deine Anfrage zurückziehen, wenn du es dir anders überlegst.
letter-received-do-mastodon = Für dein Mastodon-Konto fehlt noch etwas: Öffne deine Seite und drücke auf „Ja, ich habe angefragt“, damit wir wissen, dass diese E-Mail-Adresse dir gehört. Sonst wartet nichts darauf. Dort siehst du auch, wie es um deine Anfrage steht, und kannst sie zurückziehen.
letter-received-button = Sehen, wie es steht
letter-received-nothing = Die Moderation hat bis zum { $deadline } Zeit, um zu entscheiden, und wir schreiben dir, sobald sie es getan hat. Wenn bis dahin niemand entscheidet, wird deine Anfrage gelöscht, und du kannst neu anfragen.
letter-received-keep = Bitte bewahre diese E-Mail auf: Ihr Link führt dich zurück zu deiner Anfrage.

letter-case-wish = Gewünschter Name
letter-case-wish-none = noch keiner
letter-case-doors = Konto bei
letter-case-door-matrix = Matrix
letter-case-door-mastodon = Mastodon
letter-case-note = Bitte beachte
letter-case-flag-same-address = Mit derselben E-Mail-Adresse wurde schon einmal angefragt.
letter-case-flag-no-address = Es wurde keine E-Mail-Adresse angegeben.
letter-case-flag-unproved = Die E-Mail-Adresse ist nicht bestätigt.
letter-case-votes = Stimmen bisher
letter-case-votes-counted = { $approve } dafür und { $reject } dagegen. Zum Annehmen braucht es { $needed_approve }, zum Ablehnen { $needed_reject }.
letter-case-votes-first = Keine. Die erste Stimme entscheidet.
letter-case-reason = Warum die Person dabei sein möchte, in ihren Worten:
letter-case-reason-none = Die Person hat keine Begründung angegeben.
letter-case-care = Diese Worte kommen von jemandem, den wir nicht kennen. Sei bitte vorsichtig mit Links und Adressen darin.

letter-please-decide-subject = { $community }: „{ $name }“ möchte dabei sein
letter-please-decide-subject-nameless = { $community }: Jemand möchte dabei sein ({ $id })
letter-please-decide-happened = Jemand möchte bei { $community } dabei sein und hat uns das hier geschrieben.
letter-please-decide-do = Bitte sieh dir die Anfrage an und entscheide. Den Link zu öffnen entscheidet noch nichts: Du stimmst mit einem Knopf auf der Seite ab.
letter-please-decide-button = Ansehen und entscheiden
letter-please-decide-nothing = Zeit ist bis zum { $deadline }. Wenn bis dahin niemand entscheidet, wird die Anfrage gelöscht.
letter-please-decide-queue = Alles, was wartet

letter-queue-link-subject = { $community }: dein Link zu dem, was wartet
letter-queue-link-happened = Jemand, hoffentlich du, hat deinen Link zu den Anfragen angefordert, die bei { $community } auf eine Entscheidung warten.
letter-queue-link-do = Über den Link siehst du alles, was wartet, und stimmst mit Knöpfen ab. Ihn zu öffnen entscheidet nichts.
letter-queue-link-button = Sehen, was wartet
letter-queue-link-nothing = Du warst es nicht? Dann musst du nichts tun: Der Link ging nur an dich.

letter-reminder-subject = { $community }: „{ $name }“ wartet noch
letter-reminder-subject-nameless = { $community }: Jemand wartet noch ({ $id })
letter-reminder-half = Die Hälfte der Zeit ist um, und über die Anfrage unten ist noch nicht entschieden.
letter-reminder-nine-tenths = Die Zeit ist fast um, und über die Anfrage unten ist noch nicht entschieden. Das ist die letzte Erinnerung.

letter-approved-subject = Willkommen bei { $community }: Ein Schritt fehlt noch
letter-approved-happened = Gute Nachricht: Die Moderation von { $community } hat Ja zu deiner Anfrage gesagt.
letter-approved-do = Ein Schritt fehlt noch: Öffne deine Seite und wähle einen Namen und ein Passwort. Dann richten wir dein Konto ein.
letter-approved-button = Namen und Passwort wählen
letter-approved-nothing = Du hast bis zum { $deadline } Zeit. Wenn du nichts tust, gilt die Zusage dann nicht mehr, deine Anfrage wird gelöscht, und du müsstest neu anfragen.

letter-rejected-subject = Deine Anfrage bei { $community }
letter-rejected-happened = Die Moderation von { $community } hat entschieden, diesmal kein Konto für dich einzurichten. Es tut uns leid, dass wir keine bessere Nachricht haben.
letter-rejected-do = Du musst nichts tun. Wenn sich etwas ändert, kannst du gern neu anfragen.
letter-rejected-button = Deine Seite öffnen
letter-rejected-nothing = Am { $deadline } wird deine Anfrage gelöscht, mit allem, was du darin geschrieben hast.

letter-nobody-decided-subject = Über deine Anfrage hat noch niemand entschieden
letter-nobody-decided-happened = Die Moderation von { $community } hat über deine Anfrage noch nicht entschieden, und die Zeit dafür endet am { $deadline }.
letter-nobody-decided-do = Du musst nichts tun; die Moderation ist erinnert worden. Auf deiner Seite siehst du, wie es steht.
letter-nobody-decided-button = Sehen, wie es steht
letter-nobody-decided-nothing = Wenn bis dahin niemand entscheidet, wird deine Anfrage gelöscht. Das wäre kein Urteil über dich, und du kannst neu anfragen.

letter-account-ready-subject = { $community }: { $count ->
    [one] Dein Konto ist bereit
   *[other] Deine Konten sind bereit
}
letter-account-ready-subject-part = { $community }: Dein { $door }-Konto ist bereit
letter-account-ready-happened = { $count ->
    [one] Dein Konto bei { $community } ist eingerichtet. Willkommen!
   *[other] Deine Konten bei { $community } sind eingerichtet. Willkommen!
}
letter-account-ready-happened-part = Dein { $door }-Konto bei { $community } ist eingerichtet. Willkommen!
letter-account-ready-matrix-id = Deine Matrix-Adresse
letter-account-ready-matrix-server = Homeserver, falls deine App danach fragt
letter-account-ready-mastodon-handle = Deine Mastodon-Adresse
letter-account-ready-matrix-sign-in = Bei Matrix meldest du dich an mit deiner Matrix-Adresse und { $password ->
    [made] diesem Passwort
   *[chosen] dem Passwort, das du gewählt hast
}.
letter-account-ready-mastodon-sign-in = Bei Mastodon meldest du dich an mit dieser E-Mail-Adresse und { $password ->
    [made] diesem Passwort
   *[chosen] dem Passwort, das du gewählt hast
}.
letter-account-ready-mastodon-set-password = Dein Mastodon-Konto hat bisher ein Passwort, das niemand kennt. Lege vor dem Anmelden ein eigenes fest: Gib auf der Seite unten diese E-Mail-Adresse ein, und Mastodon schickt dir einen Link.
letter-account-ready-mastodon-set-password-button = Mastodon-Passwort festlegen
letter-account-ready-mastodon-then = Melde dich dann bei Mastodon mit dieser E-Mail-Adresse und dem neuen Passwort an.
letter-account-ready-mastodon-confirm = Mastodon schickt dir selbst eine E-Mail. Öffne den Link darin innerhalb von 7 Tagen: Vorher funktioniert das Konto nicht, und danach löscht Mastodon es.
letter-account-ready-generated = Wir haben ein Passwort für dich erstellt. Es steht auf deiner Seite hinter einem Knopf: Speichere es an einem sicheren Ort, bevor du dich anmeldest.
letter-account-ready-client = Bei { $door } anmelden
letter-account-ready-rooms = Räume für den Anfang:
letter-account-ready-button = Deine Seite öffnen
letter-account-ready-generated-button = Mein Passwort sehen
letter-account-ready-member = Du bist jetzt Mitglied bei { $community } und meldest dich dort mit demselben Passwort an: um die anderen an der Pinnwand zu treffen oder um das Passwort für alle deine Konten auf einmal zu ändern.
letter-account-ready-member-link = Bei { $community } anmelden
letter-account-ready-nothing = Am { $deadline } wird deine Seite gelöscht, mit allem, was von deiner Anfrage übrig ist. { $count ->
    [one] Dein Konto bleibt.
   *[other] Deine Konten bleiben.
}
letter-account-ready-rest-nothing = Dafür hast du bis zum { $deadline } Zeit: Dann wird deine Seite gelöscht, mit allem, was von deiner Anfrage übrig ist. Was schon eingerichtet ist, bleibt.
letter-account-ready-generated-nothing = Am { $deadline } wird deine Seite gelöscht, mit dem Passwort darauf. { $count ->
    [one] Dein Konto bleibt
   *[other] Deine Konten bleiben
}, aber ohne das Passwort kommst du nicht hinein.

letter-other-door-work = Dein { $door }-Konto braucht noch etwas länger. Du musst nichts tun: Wir schreiben dir wieder, sobald es bereit ist oder wir dich dafür brauchen.
letter-other-door-proof = Dein { $door }-Konto ist noch nicht eingerichtet: Es wartet, bis wir wissen, dass diese E-Mail-Adresse dir gehört. Öffne deine Seite, drücke auf „Ja, ich habe angefragt“ und mach dort weiter.
letter-other-door-choice = Dein { $door }-Konto ist noch nicht eingerichtet: Es wartet auf dich. Öffne deine Seite, um weiterzumachen.
letter-other-door-follows = Für dein { $door }-Konto ist noch nichts geschehen: Es folgt, sobald du gewählt hast.
letter-other-door-failed = Dein { $door }-Konto ist noch nicht eingerichtet. Eine andere E-Mail von uns sagt, was im Weg steht.

letter-needs-you-subject = Bitte hilf uns, dein Konto bei { $community } einzurichten
letter-needs-you-happened-name-taken = Dein { $door }-Konto bei { $community } ist noch nicht eingerichtet: Der Name, den du gewählt hast, ist dort schon vergeben.
letter-needs-you-happened-name-refused = Dein { $door }-Konto bei { $community } ist noch nicht eingerichtet: Der Server erlaubt den Namen nicht, den du gewählt hast.
letter-needs-you-happened-password-refused = Für dein { $door }-Konto bei { $community } brauchen wir dich noch einmal: Der Server nimmt das Passwort dafür nicht an.
letter-needs-you-happened-conflict = Dein { $door }-Konto bei { $community } ist nicht eingerichtet: Jemand anderes hat es geändert, während wir es eingerichtet haben. Deshalb lassen wir es, wie es ist.
letter-needs-you-happened-conflict-mastodon = Dein { $door }-Konto bei { $community } ist nicht eingerichtet. Entweder gibt es dort schon ein Konto mit dieser E-Mail-Adresse, oder { $door } nimmt diese Adresse nicht an, oder es gibt ein Konto mit deinem Namen, von dem wir nicht wissen können, ob es dir gehört. Wir haben dort alles gelassen, wie es ist.
letter-needs-you-happened-unavailable = Dein { $door }-Konto bei { $community } ist noch nicht eingerichtet: Wir konnten den Server lange nicht erreichen und versuchen es nicht weiter.
letter-needs-you-do-name = Bitte öffne deine Seite und wähle einen anderen Namen. Die Zusage bleibt.
letter-needs-you-do-name-or-here = Bitte öffne deine Seite und wähle einen anderen Namen, für alle deine Konten oder nur für { $door }. Die Zusage bleibt.
letter-needs-you-do-name-here = Bitte öffne deine Seite und wähle einen anderen Namen für { $door }. Die Zusage bleibt, und kein anderes Konto ändert seinen Namen.
letter-needs-you-do-password = Bitte öffne deine Seite und wähle ein anderes Passwort, am besten ein längeres. Die Zusage bleibt.
letter-needs-you-do-again = Bitte öffne deine Seite und drücke auf den Knopf, um es noch einmal zu versuchen. Wenn es wieder nicht klappt, frag die Moderation. Die Zusage bleibt.
letter-needs-you-do-conflict-mastodon = Wenn du bei { $door } ein Konto mit dieser E-Mail-Adresse hast, benutze es einfach weiter. Wenn nicht, schreib bitte der Moderation: Sie weiß, dass etwas im Weg steht, und kann nachsehen lassen. Danach kannst du es auf deiner Seite noch einmal versuchen. Die Zusage bleibt.
letter-needs-you-button-name = Anderen Namen wählen
letter-needs-you-button-password = Anderes Passwort wählen
letter-needs-you-button-again = Noch einmal versuchen
letter-needs-you-button-page = Deine Seite öffnen
letter-needs-you-open = Dein { $door }-Konto ist eingerichtet: { $account }. Wie du dich anmeldest, steht auf deiner Seite.
letter-needs-you-nothing = Du hast bis zum { $deadline } Zeit. Wenn du nichts tust, gilt die Zusage dann nicht mehr, deine Anfrage wird gelöscht, und du müsstest neu anfragen.
letter-needs-you-nothing-rest = Du hast mindestens bis zum { $deadline } Zeit. Wenn du nichts tust, wird deine Anfrage gelöscht, und was noch fehlt, wird nicht mehr eingerichtet. Konten, die schon eingerichtet sind, bleiben.

letter-could-not-open-subject = { $community }: noch kein Konto für „{ $name }“
letter-could-not-open-subject-nameless = { $community }: Ein Konto ließ sich nicht einrichten ({ $id })
letter-could-not-open-happened = Die Moderation hat eine Anfrage bei { $community } angenommen, aber ein Konto dafür ließ sich nicht einrichten.
letter-could-not-open-why-conflict = { $door }: Jemand anderes hat das Konto geändert, während wir es eingerichtet haben. Deshalb lassen wir es, wie es ist.
letter-could-not-open-do-conflict = Wir haben die Person gebeten, einen anderen Namen zu wählen. Bitte sag den Leuten Bescheid, die { $door } betreiben, denn so früh sollte niemand sonst ein Konto ändern können.
letter-could-not-open-why-conflict-mastodon = { $door }: Entweder gibt es dort schon ein Konto mit der E-Mail-Adresse der Person, oder { $door } nimmt die Adresse nicht an, oder es gibt ein Konto mit dem Namen, von dem niemand wissen kann, ob es ihr gehört. Wir haben dort alles gelassen, wie es ist.
letter-could-not-open-do-conflict-mastodon = Frag bitte die Leute, die { $door } verwalten: Gibt es so ein Konto, und sind solche Adressen gesperrt? Sobald nichts mehr im Weg steht, kann die Person es auf ihrer Seite noch einmal versuchen.
letter-could-not-open-why-unavailable = { $door }: Wir konnten den Server lange nicht erreichen und versuchen es nicht weiter.
letter-could-not-open-do-unavailable = Bitte sag den Leuten Bescheid, die { $door } betreiben. Sobald der Server wieder antwortet, kann die Person es auf ihrer Seite noch einmal versuchen.
letter-could-not-open-button = Anfrage ansehen
letter-could-not-open-nothing = Es gibt nichts abzustimmen. Die Person liest dasselbe auf ihrer Seite und hat bis zum { $deadline } Zeit, dort weiterzumachen. Danach gilt die Zusage nicht mehr, und sie müsste neu anfragen.

letter-two-days-left-subject = Dein Konto bei { $community } wartet noch auf dich
letter-two-days-left-happened = Die Moderation von { $community } hat Ja zu deiner Anfrage gesagt, aber du hast noch keinen Namen und kein Passwort gewählt.
letter-two-days-left-do = Bitte öffne deine Seite und wähle beides. Dann richten wir dein Konto ein.
letter-two-days-left-button = Namen und Passwort wählen
letter-two-days-left-nothing = Du hast bis zum { $deadline } Zeit. Wenn du nichts tust, gilt die Zusage dann nicht mehr, deine Anfrage wird gelöscht, und du müsstest neu anfragen.

letter-already-asked-subject = Du hast bei { $community } schon angefragt
letter-already-asked-happened = Jemand, hoffentlich du, hat mit dieser E-Mail-Adresse noch einmal bei { $community } angefragt. Es gibt mit ihr schon mehrere offene Anfragen, deshalb haben wir diese nicht weitergegeben.
letter-already-asked-do = Wenn du es warst: Deine früheren Anfragen laufen weiter, und ihre Links stehen in früheren E-Mails. Auf der Seite unten kannst du dir die Links noch einmal schicken lassen.
letter-already-asked-button = Meine Links schicken
letter-already-asked-nothing = Wenn du es nicht warst oder nichts tust, ändert sich nichts.

letter-your-links-subject = Deine Links bei { $community }
letter-your-links-happened = Jemand, hoffentlich du, hat die Links der offenen Anfragen angefordert, die mit dieser E-Mail-Adresse gestellt wurden. Hier sind sie.
letter-your-links-item = { $status }, angefragt am { $date }
letter-your-links-status-unconfirmed = Wartet auf deine Bestätigung
letter-your-links-status-pending = Wartet auf die Moderation
letter-your-links-status-approved = Angenommen
letter-your-links-status-open = Dein Konto ist eingerichtet
letter-your-links-status-rejected = Abgelehnt
letter-your-links-nothing = Wenn du es nicht warst oder nichts tust, ändert sich nichts.

letter-password-changed-subject = { $community }: Dein Mastodon-Passwort wurde geändert
letter-password-changed-happened = Das Passwort deines Kontos auf dem Mastodon-Server von { $community } wurde am { $date } geändert. Apps und Browser, die angemeldet waren, sind jetzt abgemeldet.
letter-password-changed-do = Wenn du es warst, musst du dich nur neu anmelden.
letter-password-changed-not-you = Wenn du es nicht warst, ist vielleicht jemand anderes in deinem Konto. Lege sofort ein neues Passwort fest: Gib auf der Seite unten diese E-Mail-Adresse ein, und Mastodon schickt dir einen Link. Sag dann der Moderation von { $community } Bescheid.
letter-password-changed-link = Wenn du es nicht warst, lege hier ein neues Passwort fest

letter-set-password-subject = { $community }: Lege ein neues Mastodon-Passwort fest
letter-set-password-happened = Jemand, hoffentlich du, hat ein neues Passwort für dein Konto auf dem Mastodon-Server von { $community } angefordert.
letter-set-password-do = Wenn du es warst, öffne die Seite unten und gib dort ein neues Passwort ein.
letter-set-password-button = Neues Passwort festlegen
letter-set-password-nothing = Der Link gilt einmal, bis zum { $deadline }. Wenn du nichts tust, bleibt dein Passwort, wie es ist.
letter-set-password-not-you = Du warst es nicht? Dann beachte diese E-Mail nicht weiter, oder drücke auf derselben Seite auf „Das war ich nicht“: Dann gilt der Link sofort nicht mehr, und niemand kann ihn benutzen.

letter-member-password-changed-subject = { $community }: Dein Passwort wurde geändert
letter-member-password-changed-happened = Das Passwort, mit dem du dich bei { $community } anmeldest, wurde am { $date } geändert. Alle, die mit deinem Konto angemeldet waren, sind jetzt abgemeldet, und Links für ein neues Passwort aus früheren E-Mails gelten nicht mehr.
letter-member-password-changed-doors = Deine Konten auf diesen Plattformen bekommen dasselbe Passwort: { $platforms }. Wenn eine es nicht von uns annehmen kann, sagt dir eine weitere E-Mail, was zu tun ist.
letter-member-password-changed-not-you = Wenn du es nicht warst, ist vielleicht jemand anderes in deinem Konto. Lege sofort ein neues Passwort fest: Gib auf der Seite unten diese E-Mail-Adresse ein, und wir schicken dir einen Link. Sag dann der Moderation von { $community } Bescheid.

letter-set-member-password-subject = { $community }: Lege ein neues Passwort fest
letter-set-member-password-happened = Jemand, hoffentlich du, hat ein neues Passwort für dein Konto bei { $community } angefordert. Deine Konten auf den Plattformen bekommen es auch.
letter-set-member-password-happened-some = Jemand, hoffentlich du, hat ein neues Passwort für dein Konto bei { $community } angefordert. Wenn eines deiner Konten auf den Plattformen es nicht von uns annehmen kann, sagt dir eine weitere E-Mail, was zu tun ist.

letter-somebody-tried-subject = { $community }: Für dein Mastodon-Konto wurde ein falsches Passwort eingegeben
letter-somebody-tried-happened = Am { $date } hat jemand deine E-Mail-Adresse und ein falsches Passwort für dein Konto auf dem Mastodon-Server von { $community } eingegeben. Niemand kam hinein, und nichts hat sich geändert.
letter-somebody-tried-do = Wenn du es warst und dein Passwort nicht mehr weißt: Gib auf der Seite unten diese E-Mail-Adresse ein, und Mastodon schickt dir einen Link, um ein neues festzulegen.
letter-somebody-tried-link = Wenn du dein Passwort vergessen hast, lege hier ein neues fest
letter-somebody-tried-nothing = Wenn du es nicht warst, musst du nichts tun.

letter-change-it-there-subject = { $community }: Bitte erledige das bei Mastodon selbst
letter-change-it-there-happened = Jemand, hoffentlich du, hat bei uns ein neues Passwort oder ein Token für dein Konto auf dem Mastodon-Server von { $community } angefordert. Das geht von hier aus nicht: Das Konto hat einen zweiten Faktor oder wird bei Mastodon selbst verwaltet. Nichts hat sich geändert.
letter-change-it-there-do = Wenn du es warst, erledige es dort. Für ein neues Passwort gib auf der Seite unten diese E-Mail-Adresse ein, und Mastodon schickt dir einen Link.
letter-change-it-there-button = Bei Mastodon ein neues Passwort festlegen
letter-change-it-there-nothing = Wenn du es nicht warst, musst du nichts tun. Nur wenn jemand dein Passwort kennen könnte, lege ein neues fest.

letter-copy-by-hand-subject = { $community }: Bitte ändere dein { $platform }-Passwort selbst
letter-copy-by-hand-happened = Das Passwort, mit dem du dich bei { $community } anmeldest, wurde geändert. Für dein Konto bei { $platform } konnten wir es nicht mit ändern, dort ist alles wie vorher.
letter-copy-by-hand-matrix = Damit das neue Passwort auch dort gilt, melde dich bei Matrix mit dem Passwort an, das du dort bisher hast, und ändere es in den Einstellungen deines Kontos. Wenn du es nicht mehr weißt, frag die Leute, die { $community } betreiben.
letter-copy-by-hand-mastodon = Damit das neue Passwort auch dort gilt, gib auf der Seite unten diese E-Mail-Adresse ein, und Mastodon schickt dir einen Link, um es festzulegen.
letter-copy-by-hand-button-matrix = Matrix öffnen
letter-copy-by-hand-button-mastodon = Bei Mastodon ein neues Passwort festlegen
letter-copy-by-hand-button-here = Dein Konto ansehen
letter-copy-by-hand-nothing = Wenn du nichts tust, hast du weiter zwei Passwörter, und wer das alte kennt, kann es bei { $platform } noch benutzen.

letter-session-reused-subject = { $community }: Wir haben eine deiner Sitzungen beendet
letter-session-reused-happened = Am { $date } wurde eine deiner Sitzungen bei { $community } von zwei Stellen zugleich benutzt. Eine davon war vielleicht jemand anderes, deshalb haben wir diese Sitzung beendet: Wer sie benutzt hat, ist jetzt abgemeldet.
letter-session-reused-do = Melde dich neu an, wo du es brauchst. Wenn du nicht weißt, wie es dazu kam, ändere dein Passwort: Damit endet auch jede andere Sitzung.
letter-session-reused-button = Dein Konto öffnen
letter-session-reused-nothing = Wenn du nichts tust, bleibt diese Sitzung beendet, und deine anderen laufen weiter.

letter-left-subject = { $community }: Du bist ausgetreten
letter-left-happened = Du wolltest bei { $community } austreten, und das ist geschehen. Dein Name, deine Adresse und dein Passwort sind hier gelöscht, und du bist überall abgemeldet. Deine Beiträge, die andere lesen können, bleiben ohne deinen Namen stehen.
letter-left-matrix = Dein Matrix-Konto { $account } bleibt. Um es zu beenden, melde dich bei Matrix an und wähle in den Einstellungen deines Kontos „Konto deaktivieren“.
letter-left-mastodon = Dein Mastodon-Konto { $account } bleibt. Um es zu beenden, melde dich bei Mastodon an und wähle in den Einstellungen deines Kontos „Konto löschen“.
letter-left-not-you = Wenn du es nicht warst, sag der Moderation von { $community } Bescheid: Jemand kannte dein Passwort.
letter-left-link = Wenn du eines Tages zurückkommen möchtest, frag hier an
letter-why-left = Du bekommst diese E-Mail, weil diese E-Mail-Adresse bis jetzt zu einem Konto bei { $community } gehörte.

letter-post-unpublished-subject = { $community }: Dein Beitrag wurde von der Pinnwand genommen
letter-post-unpublished-happened-titled = Die Moderation hat deinen Beitrag „{ $title }“ von der Pinnwand von { $community } genommen. Du findest ihn weiter unter deinen eigenen Beiträgen, wo ihn nur du und die Moderation lesen können.
letter-post-unpublished-happened = Die Moderation hat einen deiner Beiträge von der Pinnwand von { $community } genommen. Du findest ihn weiter unter deinen eigenen Beiträgen, wo ihn nur du und die Moderation lesen können.
letter-post-unpublished-do = Du kannst ihn dort behalten oder löschen, aber nicht wieder veröffentlichen.
letter-post-unpublished-button = Deine Beiträge ansehen
letter-post-unpublished-nothing = Wenn du nichts tust, bleibt er, wo er ist. Wenn du nicht weißt, warum das geschehen ist, frag die Leute, die { $community } betreiben.

letter-post-deleted-subject = { $community }: Dein Beitrag wurde gelöscht
letter-post-deleted-happened = Die Moderation hat einen deiner Beiträge von der Pinnwand von { $community } gelöscht.
letter-post-deleted-do = Wenn du nicht weißt, warum das geschehen ist, frag die Leute, die { $community } betreiben.
letter-post-deleted-button = Pinnwand öffnen
letter-post-deleted-nothing = Du musst nichts tun.
