# When something is in the way: pages, the labels of fields, and what is wrong in them.

# When something is in the way
page-ended-title = Ce lien n’ouvre rien
page-ended-lead = La raison peut être simple :
page-ended-forgotten = La demande est terminée. Les demandes s’effacent quelque temps après leur fin.
page-ended-withdrawn = La demande a été retirée.
page-ended-copied = Le lien n’a pas été copié en entier. Essayez de l’ouvrir de nouveau depuis l’e-mail.
page-ended-lost = Retrouver mon lien
page-ended-reset-used = Il a déjà servi : il permet de choisir un nouveau mot de passe, une seule fois.
page-ended-reset-over = Son délai est passé. Il est valable une demi-heure.
page-ended-reset-then = En demander un autre
page-ended-moderator-over = La demande est terminée et s’est effacée, ou la personne l’a retirée.
page-ended-moderator-list = Votre adresse n’est plus sur la liste de l’équipe de modération, ou des liens plus récents ont remplacé celui-ci.
page-ended-moderator-then = En cas de doute, demandez à l’administration de cette communauté.
page-stale-title = Merci de rouvrir la page
page-stale-lead = Elle est restée ouverte trop longtemps ou venait d’ailleurs : nous n’avons donc rien fait. Rouvrez-la et appuyez sur le bouton qui s’y trouve.
page-stale-open = Ouvrir la page
page-problem-not-found = Cette page n’existe pas
page-problem-not-found-lead = L’adresse contient peut-être une erreur, ou elle est trop ancienne. Si vous avez suivi le lien d’un e-mail, copiez-le en entier, ou faites-vous renvoyer vos liens.
page-problem-too-many = C’était un peu trop
page-problem-too-many-lead = Il y a eu trop d’essais depuis votre réseau. Revenez en arrière et réessayez dans { $wait }.
page-problem-resting = Nous faisons une courte pause
page-problem-resting-lead = Le service ne peut pas répondre en ce moment. Réessayez dans une minute. Si vous avez appuyé sur un bouton, appuyez de nouveau : rien ne se fait deux fois.
page-problem-nothing-to-see = Il n’y a rien à voir ici
page-problem-nothing-to-see-lead = Cette adresse sert seulement à recevoir ce qu’envoient des formulaires et des programmes. Ce que vous cherchez commence ailleurs.
page-problem-too-large = C’était trop de texte
page-problem-too-large-lead = Revenez en arrière et raccourcissez ce que vous avez écrit.
page-problem-other = Un problème est survenu
page-problem-other-lead = Vous n’y êtes pour rien. Revenez en arrière et réessayez. Si le problème continue, donnez le numéro ci-dessous à l’administration du site.
page-problem-home = Aller à la première page
page-problem-number = Pour l’administration du site :

## Fields

field-optional = (facultatif)
field-email = Adresse e-mail
field-email-hint = Nous vous écrivons au sujet de cette demande, et pour rien d’autre.
field-email-hint-optional = Nous vous écrivons au sujet de cette demande et, plus tard, de votre compte. Sans adresse, nous vous donnons un lien à enregistrer.
field-email-for-mastodon = (nécessaire pour Mastodon)
field-email-hint-moderator = Celle que l’administration du site connaît.
field-email-hint-lost = Celle de votre demande.
field-email-hint-forgot = Celle de votre compte.
field-name-wish = L’identifiant que vous aimeriez
field-name-choose = Votre identifiant
field-name-choose-on = Votre identifiant sur { $door }
field-name-hint = Jusqu’à 30 caractères : lettres de a à z, chiffres ou tirets bas. Les majuscules deviennent des minuscules.
field-name-hint-ends = { $count ->
    [one] L’identifiant complet se termine par { $ends }.
   *[other] Les identifiants complets se terminent par { $ends }.
}
field-name-fixed = Votre compte a déjà cet identifiant.
field-name-available = « { $name } » est libre en ce moment.
field-name-taken = « { $name } » n’est pas disponible. Essayez un autre identifiant.
field-name-doors = « { $name } » est
field-name-door-available = libre sur { $door }
field-name-door-taken = indisponible sur { $door }
field-name-door-unknown = impossible à vérifier sur { $door } en ce moment
field-name-door-untold = { $door } ne dit pas à l’avance quels identifiants sont pris. Vous pouvez continuer ; si le vôtre est pris, nous vous en demanderons un autre.
field-name-unknown = Nous ne pouvons pas interroger le serveur en ce moment. Vous pouvez continuer ; si l’identifiant est pris, nous vous en demanderons un autre.
field-name-untold = Ce serveur ne dit pas à l’avance quels identifiants sont pris. Vous pouvez continuer ; si le vôtre est pris, nous vous en demanderons un autre.
field-reason = Pourquoi aimeriez-vous nous rejoindre ?
field-reason-hint = Une phrase ou deux suffisent ; 1000 caractères au maximum. L’équipe de modération les lira.
field-doors = Où aimeriez-vous un compte ?
field-doors-hint = Choisissez une ou plusieurs réponses.
field-doors-hint-mastodon = Mastodon demande une adresse e-mail, que vous confirmez avec un lien que nous vous envoyons.
field-scope-legend = Où aimeriez-vous cet identifiant ?
field-scope-both = Partout, pour que tous mes comptes aient le même
field-scope-here = Seulement sur { $door }
field-password-elsewhere = Le mot de passe de ce compte se définit dans Mastodon. Nous vous montrerons où.
field-password-legend = Votre mot de passe
field-password-own = Je choisis le mien
field-password = Mot de passe
field-password-hint = Au moins { $count } caractères. Quelques mots sans rapport conviennent ; inutile d’ajouter des signes ou des chiffres. Ni votre identifiant ni votre adresse.
field-password-keep-hint = Laissez vide pour garder celui que vous avez.
field-password-generate = En créer un pour moi
field-password-generate-hint = Nous vous le montrerons une fois votre compte ouvert.
field-password-join = Mot de passe pour ce site
field-password-join-hint = Avec une adresse e-mail et un mot de passe, vous pouvez vous connecter ici tout de suite. Les comptes ailleurs attendent la modération.
field-new-password = Nouveau mot de passe
field-old-password = Votre mot de passe actuel
field-leave-password = Votre mot de passe
field-sign-in-name = Identifiant ou adresse e-mail
field-message = Motif pour cette personne
field-message-hint = Il figure dans l’e-mail. 1000 caractères au maximum.
field-message-hint-no-letter = Cette personne le lira sur sa page. 1000 caractères au maximum.
field-silent = Ne pas envoyer d’e-mail
field-title = Titre
field-content = Texte
field-content-hint = Laissez une ligne vide entre les paragraphes. Les *mots* entre astérisques sont mis en valeur, un tiret et un espace en début de ligne font une liste, et [mots](https://example.org) fait un lien ; une adresse qui commence par https:// aussi.

## Faults

fault-email-missing = Indiquez votre adresse e-mail
fault-email-for-mastodon = Indiquez votre adresse e-mail, ou décochez Mastodon, qui en demande une
fault-email-for-password = Indiquez votre adresse e-mail : elle sert à vous connecter
fault-email-malformed = Indiquez une adresse e-mail comme nom@example.org
fault-name-empty = Indiquez l’identifiant que vous aimeriez
fault-name-too-long = Utilisez au plus 30 caractères pour l’identifiant
fault-name-characters = Utilisez seulement des lettres de a à z, des chiffres et des tirets bas
fault-name-digits-only = Utilisez au moins une lettre dans l’identifiant
fault-name-leading-underscore = Commencez l’identifiant par une lettre ou un chiffre
fault-name-reserved = { fault-name-taken }
fault-name-taken = Cet identifiant n’est pas disponible. Choisissez-en un autre
fault-reason-missing = Dites-nous pourquoi vous aimeriez nous rejoindre
fault-reason-too-long = Raccourcissez votre motivation à { $count } caractères
fault-answer-too-long = Raccourcissez votre réponse à { $count } caractères
fault-message-too-long = Raccourcissez votre message à { $count } caractères
fault-door-missing = Choisissez au moins un endroit pour votre compte
fault-door-closed = Choisissez un endroit de la liste
fault-password-missing = Indiquez un mot de passe, ou choisissez « En créer un pour moi »
fault-new-password-missing = Indiquez un nouveau mot de passe
fault-new-password-weak = Ce mot de passe est facile à deviner. Choisissez-en un plus long
fault-password-refused = Le serveur n’accepte pas ce mot de passe. Choisissez-en un plus long ou moins courant
fault-wrong-password = Ce n’est pas votre mot de passe. Merci de réessayer
fault-sign-in = Vérifiez l’identifiant et le mot de passe : ils ne vont pas ensemble
fault-password-short = Utilisez au moins { $count } caractères pour votre mot de passe
fault-password-long = Utilisez au plus { $count } caractères pour votre mot de passe
fault-password-bytes = Choisissez un mot de passe plus court : { $count } lettres simples au maximum. Les lettres accentuées, les autres écritures et les émojis comptent pour deux à quatre
fault-password-weak = Ce mot de passe est facile à deviner. Choisissez-en un plus long, ou « En créer un pour moi »
fault-title-missing = Donnez un titre à votre publication
fault-title-too-long = Raccourcissez le titre à { $count } caractères
fault-content-missing = Écrivez quelque chose
fault-content-too-long = Raccourcissez votre texte à { $count } caractères
