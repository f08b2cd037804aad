# The board.

# The board
page-board-title = Tableau d’affichage
page-board-own = Mes publications
page-board-all = Toutes les publications
page-board-ways = Quelles publications
page-board-write = Écrire une publication
page-board-search = Chercher des mots entiers dans les publications
page-board-search-send = Chercher
page-board-search-end = Afficher toutes les publications
page-board-found = Publications qui contiennent tous ces mots :
page-board-found-none = Aucune publication ne contient tous ces mots. Essayez avec moins de mots.
page-board-empty = Rien n’a encore été publié ici.
page-board-own-empty = Vous n’avez encore rien écrit.
page-board-write-first = Écrire une publication
page-board-sign-in-to-write = Se connecter pour écrire la première publication
page-board-newest = Aller aux publications les plus récentes
page-board-no-more = Il n’y a plus de publications ici.
page-board-pages = Pages
page-board-newer = Publications plus récentes
page-board-older = Publications plus anciennes
page-board-deleted = La publication est supprimée.
page-board-numbered = Publication { $number }
page-board-you = vous
page-board-nameless = membre sans nom
page-board-former = ex-membre
page-board-draft = Brouillon
page-board-taken-off = Retirée du tableau d’affichage
page-board-votes = { $count ->
    [0] aucun vote
    [one] 1 vote
   *[other] { $count } votes
}
page-board-voted = (dont le vôtre)
page-post-draft = Ceci est un brouillon. Personne d’autre que vous ne peut le lire.
page-post-taken-off-own = La modération a retiré cette publication du tableau d’affichage. Personne d’autre que vous et la modération ne peut la lire. Vous pouvez la modifier ou la supprimer, mais pas la publier de nouveau.
page-post-taken-off = La modération a retiré cette publication du tableau d’affichage. La personne qui l’a écrite et la modération la voient encore.
page-post-changed = modifiée le
page-post-sign-in = Se connecter pour voter
page-post-vote = Voter pour
page-post-take-back = Retirer mon vote
page-post-edit = Modifier
page-post-delete = Supprimer
page-post-take-off = Retirer du tableau d’affichage
page-post-board = Aller au tableau d’affichage
page-sure-delete-title = Supprimer cette publication ?
page-sure-delete-means = Elle disparaîtra pour de bon, et ses votes avec elle.
page-sure-delete = Oui, la supprimer
page-sure-take-off-title = Retirer cette publication du tableau d’affichage ?
page-sure-take-off-means = Seules la modération et la personne qui l’a écrite la verront encore. Cette personne pourra la modifier, mais pas la publier de nouveau.
page-sure-take-off = Oui, la retirer
page-sure-moderator = Un e-mail l’annonce à la personne qui l’a écrite, et le journal des décisions indique que c’était vous.
page-sure-back = Non, la laisser
page-edit-new = Écrire une publication
page-edit-title = Modifier votre publication
page-edit-publish = Publier
page-edit-publish-changes = Publier les modifications
page-edit-draft = Garder comme brouillon
page-edit-make-draft = Repasser en brouillon
page-edit-draft-means = Personne d’autre que vous ne peut lire un brouillon.
page-edit-save = Enregistrer les modifications
page-edit-save-means = Elle ne revient pas sur le tableau d’affichage.
page-edit-preview = Aperçu
page-edit-preview-title = Aperçu
page-edit-preview-means = Rien n’est encore enregistré.
page-edit-stale = Rien n’a encore été fait : cette page est restée ouverte longtemps, ou vous avez ouvert une nouvelle session depuis. Votre texte est là, en entier. Merci d’appuyer encore une fois sur le bouton.
page-edit-signed-out = Votre session est terminée.
page-edit-signed-out-kept = Votre texte est là, en entier, mais il n’est pas encore enregistré. Deux étapes, et vous continuez :
page-edit-sign-in = Se connecter (dans un nouvel onglet)
page-edit-come-back = Revenez à cet onglet et appuyez sur « Continuer mon texte » ci-dessous.
page-edit-resume = Continuer mon texte
page-edit-back = Revenir sans garder ce que j’ai écrit
