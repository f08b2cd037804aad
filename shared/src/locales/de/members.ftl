# Signing in, the account, passwords.

# A new password
page-reset-title = Wähle ein neues Passwort
page-reset-lead = Für dein Mastodon-Konto bei
page-reset-lead-member = Du meldest dich damit hier und mit deinen Konten auf den Plattformen an.
page-reset-set = Dieses Passwort festlegen
page-reset-set-means-member = Überall, wo jemand mit deinem Konto angemeldet ist, endet die Anmeldung: hier und auf den Plattformen, die uns das bestätigen.
page-reset-set-means = Überall, wo jemand mit dem Konto angemeldet ist, endet die Anmeldung. Konten anderswo behalten ihr Passwort.
page-reset-not-me-means = Der Link gilt dann nicht mehr, und dein Passwort bleibt, wie es ist.
page-reset-left = Wenn du keinen der beiden Knöpfe drückst, läuft der Link von selbst ab. Er gilt noch
page-reset-done-title = Dein Passwort ist geändert
page-reset-done-lead = Du bist bei Mastodon überall abgemeldet. Melde dich dort mit dem neuen Passwort an; Konten anderswo behalten ihres.
page-reset-done-open = Weiter zu { $server }
page-reset-done-lead-member = Du bist überall abgemeldet. Melde dich mit dem neuen Passwort an.
page-reset-done-sign-in = Anmelden
page-reset-doors = Deine Konten auf den Plattformen
page-reset-later-title = Das dauert länger als sonst
page-reset-later-lead = Wir haben dein neues Passwort weitergegeben, und eine E-Mail sagt dir Bescheid, sobald es gilt.
page-reset-later-more = Wenn in ein paar Minuten keine E-Mail kommt, ist alles beim Alten geblieben. Öffne dann die Seite erneut und wähle noch einmal.
page-reset-not-me-title = Danke. Der Link gilt nicht mehr
page-reset-not-me-lead = Niemand kann ihn mehr benutzen, und dein Passwort bleibt, wie es ist.
page-reset-not-me-more = Jemand hat hier deine Adresse eingegeben. Das allein öffnet nichts, und mehr musst du nicht tun.

# Signing in
page-login-title = Anmelden
page-login-send = Anmelden
page-login-ended = Du bist nicht mehr angemeldet: Es ist lange her, oder du hast dich anderswo abgemeldet. Melde dich neu an, dann geht es weiter, wo du warst.
page-login-board = Die Pinnwand ist für Mitglieder. Melde dich an, dann kommst du direkt hin.
page-login-writing = An die Pinnwand schreiben Mitglieder. Melde dich an, dann geht es direkt weiter.
page-login-queue = Melde dich mit dem Konto an, zu dem deine E-Mail-Adresse der Moderation gehört. Dann kommst du direkt zu dem, was wartet.
page-login-forgot = Ich habe mein Passwort vergessen
page-login-none = Noch kein Konto?
page-login-already-title = Du bist angemeldet
page-login-already-as = Du bist hier als
page-login-go-on = Weiter
page-login-other = Um dich als jemand anderes anzumelden, melde dich zuerst ab. Den Knopf dafür findest du hier:
page-apply-member-lead = Du bist schon Mitglied dieser Community.
page-apply-member-again = Noch ein Konto anfragen
page-apply-member-again-means = Für jemanden neben dir oder als zweites Konto für dich. Die Moderation entscheidet darüber wie über jede Anfrage.
page-signed-out-title = Du bist abgemeldet
page-signed-out-lead = Dieser Browser öffnet nichts mehr, was dir gehört. Wo du sonst angemeldet bist, bleibst du es.

# Your account
page-member-title = Dein Konto
page-member-name = Name zum Anmelden
page-member-no-name = keiner: Du meldest dich mit deiner E-Mail-Adresse an
page-member-email = E-Mail-Adresse
page-member-no-email = keine: Wir können dir nicht schreiben und dir nicht helfen, wenn du dein Passwort vergisst
page-member-proved = bestätigt
page-member-unproved = nicht bestätigt
page-member-role = Rolle
page-member-role-member = Mitglied
page-member-role-moderator = Moderation
page-member-role-operator = Betrieb
page-member-since = Mitglied seit
page-member-sign-out = Abmelden
page-member-no-doors = Für dich wurde keins eingerichtet.
page-member-door-done = Es hat das Passwort, mit dem du dich hier anmeldest.
page-member-door-later = Die Plattform ist gerade nicht erreichbar. Sobald sie antwortet, bekommt das Konto dein neues Passwort, längstens bis 7 Tage nach der Änderung; bis dahin gilt dort das alte.
page-member-door-by-hand-matrix = Es hat noch dein altes Passwort: Wir konnten es von hier aus nicht ändern. Melde dich dort mit dem alten an und ändere es in den Einstellungen deines Kontos; wenn du es nicht mehr weißt, frag die Leute, die diese Website betreiben.
page-member-door-by-hand-mastodon = Es hat noch dein altes Passwort: Wir konnten es von hier aus nicht ändern. Lass dir ein neues von Mastodon selbst geben, auf der Seite „Passwort vergessen?“ dort.
page-member-sessions = Wo du angemeldet bist
page-member-session-unknown = Ein unbekanntes Programm
page-member-session-here = (dieser Browser)
page-member-session-since = Seit dem
page-member-session-seen-lately = Zuletzt gesehen: in den letzten 24 Stunden
page-member-session-seen = Zuletzt gesehen: { $age } her
page-member-session-end = Beenden
page-member-end-others = { $count ->
    [one] Die andere beenden
   *[other] Alle { $count } anderen beenden
}
page-member-end-means = Browser sind sofort abgemeldet. Ein Programm kann höchstens noch { $left } weiterarbeiten.
page-member-notice-ended = Diese Sitzung ist beendet.
page-member-notice-others = Alle anderen Sitzungen sind beendet.
page-member-change = Passwort
page-member-change-open = Mein Passwort ändern
page-member-change-send = Mein Passwort ändern
page-member-change-means = Es ändert sich auch auf den Plattformen. Danach bist du überall abgemeldet, auch hier, und meldest dich mit dem neuen an.
page-member-token-shown = Kopiere es jetzt: Wir zeigen es nicht noch einmal. Es läuft nicht ab, also hüte es wie ein Passwort. Du kannst es hier jederzeit widerrufen.
page-member-token-ends = Mit einem neuen Token gilt das vorige nicht mehr.
page-member-leave = Austreten
page-member-leave-open = Endgültig austreten
page-member-leave-goes = Dein Name, deine Adresse und dein Passwort werden hier gelöscht, ebenso deine Entwürfe und Stimmen, und du bist überall abgemeldet. Das lässt sich nicht rückgängig machen.
page-member-leave-stays-doors = Deine Konten auf den Plattformen bleiben: Lösche sie dort.
page-member-leave-stays = Beiträge, die andere lesen können, bleiben ohne deinen Namen stehen.
page-member-leave-send = Endgültig austreten
page-left-title = Du bist ausgetreten
page-left-lead = Wir haben gelöscht, was wir über dich wussten. Danke, dass du bei uns warst.
page-left-stays = Was bleibt
page-left-end-there = Um so ein Konto zu löschen, melde dich dort an und schau in die Einstellungen.

# A forgotten password
page-forgot-title = Passwort vergessen?
page-forgot-lead = Sag uns deine E-Mail-Adresse. Wenn sie hier zu einem Konto gehört, schicken wir dir einen Link für ein neues Passwort.
page-forgot-send = Link schicken
page-forgot-no-address = Hast du ein Konto ohne Adresse? Dann können nur die Leute helfen, die diese Website betreiben.
page-forgot-sent-title = Schau in dein Postfach
page-forgot-sent-lead = Wenn diese Adresse hier zu einem Konto gehört, ist ein Link unterwegs. Er gilt eine halbe Stunde.
page-forgot-sent-missing = Warte ein paar Minuten und schau in deinen Spam-Ordner. Wenn keine E-Mail kommt, gibt es mit dieser Adresse höchstwahrscheinlich kein Konto.
page-forgot-again = Andere Adresse versuchen
