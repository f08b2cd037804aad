# The board.

# The board
page-board-title = Pinnwand
page-board-own = Meine Beiträge
page-board-all = Alle Beiträge
page-board-ways = Welche Beiträge
page-board-write = Beitrag schreiben
page-board-search = In den Beiträgen nach ganzen Wörtern suchen
page-board-search-send = Suchen
page-board-search-end = Alle Beiträge zeigen
page-board-found = Beiträge mit allen diesen Wörtern:
page-board-found-none = Kein Beitrag enthält alle diese Wörter. Versuch es mit weniger.
page-board-empty = Hier hat noch niemand etwas geschrieben.
page-board-own-empty = Du hast noch nichts geschrieben.
page-board-write-first = Beitrag schreiben
page-board-sign-in-to-write = Anmelden und den ersten Beitrag schreiben
page-board-newest = Zu den neuesten Beiträgen
page-board-no-more = Hier gibt es keine weiteren Beiträge.
page-board-pages = Seiten
page-board-newer = Neuere Beiträge
page-board-older = Ältere Beiträge
page-board-deleted = Der Beitrag ist gelöscht.
page-board-numbered = Beitrag { $number }
page-board-you = du
page-board-nameless = ein Mitglied ohne Namen
page-board-former = ein früheres Mitglied
page-board-draft = Entwurf
page-board-taken-off = Von der Pinnwand genommen
page-board-votes = { $count ->
    [0] keine Stimmen
    [one] 1 Stimme
   *[other] { $count } Stimmen
}
page-board-voted = (auch deine)
page-post-draft = Das ist ein Entwurf. Außer dir liest ihn niemand.
page-post-taken-off-own = Die Moderation hat diesen Beitrag von der Pinnwand genommen. Nur du und die Moderation können ihn lesen. Du kannst ihn ändern oder löschen, aber nicht wieder veröffentlichen.
page-post-taken-off = Die Moderation hat diesen Beitrag von der Pinnwand genommen. Nur die Moderation und wer ihn geschrieben hat, sehen ihn noch.
page-post-changed = geändert am
page-post-sign-in = Anmelden und abstimmen
page-post-vote = Dafür stimmen
page-post-take-back = Meine Stimme zurücknehmen
page-post-edit = Ändern
page-post-delete = Löschen
page-post-take-off = Von der Pinnwand nehmen
page-post-board = Zur Pinnwand
page-sure-delete-title = Diesen Beitrag löschen?
page-sure-delete-means = Er ist dann endgültig weg, und seine Stimmen auch.
page-sure-delete = Ja, löschen
page-sure-take-off-title = Diesen Beitrag von der Pinnwand nehmen?
page-sure-take-off-means = Dann sehen ihn nur noch die Moderation und wer ihn geschrieben hat. Er lässt sich noch ändern, aber nicht wieder veröffentlichen.
page-sure-take-off = Ja, von der Pinnwand nehmen
page-sure-moderator = Wer ihn geschrieben hat, erfährt es per E-Mail, und das Protokoll hält fest, dass du es warst.
page-sure-back = Nein, so lassen
page-edit-new = Beitrag schreiben
page-edit-title = Deinen Beitrag ändern
page-edit-publish = Veröffentlichen
page-edit-publish-changes = Änderungen veröffentlichen
page-edit-draft = Als Entwurf speichern
page-edit-make-draft = In einen Entwurf umwandeln
page-edit-draft-means = Einen Entwurf liest niemand außer dir.
page-edit-save = Änderungen speichern
page-edit-save-means = Er kommt nicht wieder an die Pinnwand.
page-edit-preview = Vorschau
page-edit-preview-title = Vorschau
page-edit-preview-means = Noch ist nichts gespeichert.
page-edit-stale = Es ist noch nichts geschehen: Diese Seite war lange offen, oder du hast dich inzwischen neu angemeldet. Dein Text ist vollständig da. Bitte drücke noch einmal auf den Knopf.
page-edit-signed-out = Du bist nicht mehr angemeldet.
page-edit-signed-out-kept = Dein Text steht vollständig hier unten, ist aber noch nicht gespeichert. Mit zwei Schritten geht es weiter:
page-edit-sign-in = Anmelden (öffnet sich in einem neuen Tab)
page-edit-come-back = Komm zu diesem Tab zurück und drücke unten auf „Weiter mit meinem Text“.
page-edit-resume = Weiter mit meinem Text
page-edit-back = Zurück, ohne meinen Text zu speichern
