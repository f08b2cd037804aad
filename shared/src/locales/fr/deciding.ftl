# For moderators: deciding, and the queue.

# Deciding
page-decide-title = Accepter cette personne ?
page-decide-title-name = Accepter @{ $name } ?
page-decide-left = temps restant pour décider :
page-decide-asked = La demande
page-decide-votes = Votes
page-decide-approvals = Pour accepter : { $count } sur { $needed } nécessaires.
page-decide-rejections = Pour refuser : { $count } sur { $needed } nécessaires.
page-decide-mine-approve = Vous avez voté pour accepter.
page-decide-mine-reject = Vous avez voté pour refuser.
page-decide-counted = Votre vote est compté.
page-decide-changed = Votre vote est modifié.
page-decide-waiting-approve = { $count ->
    [one] Il manque encore { $count } vote pour accepter.
   *[other] Il manque encore { $count } votes pour accepter.
}
page-decide-waiting-reject = { $count ->
    [one] Il manque encore { $count } vote pour refuser.
   *[other] Il manque encore { $count } votes pour refuser.
}
page-decide-may-change = Vous pouvez changer d’avis tant que la décision n’est pas prise.
page-decide-you = Vous décidez avec l’adresse
page-decide-approve-heading = Accepter
page-decide-approve = Accepter : cette personne pourra choisir son identifiant et son mot de passe
page-decide-approve-name = Accepter : @{ $name } pourra choisir son identifiant et son mot de passe
page-decide-approve-account = { $count ->
    [one] Accepter : le compte @{ $name } est ouvert
   *[other] Accepter : les comptes @{ $name } sont ouverts
}
page-decide-approve-vote = Voter pour accepter cette personne
page-decide-approve-vote-name = Voter pour accepter @{ $name }
page-decide-hears-letter = Un e-mail lui indique comment continuer.
page-decide-hears-opened = Un e-mail lui indique quand se connecter.
page-decide-hears-page = Aucun e-mail ne peut lui parvenir : la réponse l’attend sur sa page.
page-decide-needs-others = Votre vote prend effet quand assez de personnes de la modération sont d’accord.
page-decide-reject-heading = Refuser
page-decide-reasons = Un motif déjà rédigé
page-decide-reason-none = Aucun de ceux-ci
page-decide-own-words = Avec vos propres mots
page-decide-words-many = Motif pour ces personnes
page-decide-silent-many = Ne pas envoyer d’e-mails
page-decide-reject-letter = Refuser : cette personne est prévenue par e-mail
page-decide-reject-letter-name = Refuser : @{ $name } l’apprend par e-mail
page-decide-reject-silent = Refuser : cette personne ne reçoit pas d’e-mail
page-decide-reject-silent-name = Refuser : @{ $name } ne reçoit pas d’e-mail
page-decide-reject-page = Refuser : cette personne le voit sur sa page
page-decide-reject-page-name = Refuser : @{ $name } le voit sur sa page
page-decide-reject-vote = Voter pour refuser cette personne
page-decide-reject-vote-name = Voter pour refuser @{ $name }
page-decide-last-writes = La personne dont le vote emporte la décision peut expliquer pourquoi.
page-decide-hint = Dès qu’assez de personnes de la modération sont d’accord, la décision est définitive.
page-decide-hint-one = Votre vote décide tout de suite et ne peut pas être annulé.
page-decide-approved = Cette personne est acceptée
page-decide-rejected = Cette personne est refusée
page-decide-then-opens = Le compte est en cours d’ouverture. Un e-mail lui indiquera quand se connecter.
page-decide-then-opens-page = Le compte est en cours d’ouverture. Cette personne le verra en ouvrant sa page.
page-decide-then-chooses = Un e-mail l’invite à choisir son identifiant et son mot de passe. Elle a { $left } pour le faire.
page-decide-then-chooses-page = Elle choisira son identifiant et son mot de passe en ouvrant sa page. Elle a { $left } pour le faire.
page-decide-then-letter = Un e-mail le lui annonce.
page-decide-then-page = Aucun e-mail ne part : elle le verra si elle ouvre sa page.
page-decide-then-forgets = La demande s’efface dans { $left }.
page-decide-others = { $count ->
    [one] Une autre demande attend une décision.
   *[other] { $count } autres demandes attendent une décision.
}
page-decide-go-on = Voir les demandes en attente
page-decide-no-others = Rien d’autre n’attend. C’est tout pour le moment.
page-decide-queue = Voir les dernières décisions
page-decide-by = Décision prise par
page-decide-words = Message à cette personne
page-decide-contrary = Votre vote est arrivé trop tard : la décision était déjà prise.
page-decide-unconfirmed = Pas encore confirmée
page-decide-unconfirmed-lead = Cette personne n’a pas confirmé son adresse e-mail. Vous pourrez décider dès que ce sera fait ; nous vous écrirons à ce moment-là.
page-decide-unconfirmed-left = Sans confirmation, la demande s’effacera dans
page-decide-own = C’est votre propre demande
page-decide-own-lead = La décision revient à d’autres.
page-flag-same-address = Il y avait déjà d’autres demandes avec cette adresse e-mail à l’arrivée de celle-ci ; elle a peut-être déjà un compte.
page-flag-no-address = Aucune adresse e-mail n’a été donnée : nous ne pouvons pas écrire à cette personne.
page-flag-unproved = L’adresse e-mail n’est pas confirmée : c’est peut-être celle de quelqu’un d’autre.

# The queue
page-queue-title = Demandes en attente d’une décision
page-queue-total = { $count ->
    [one] 1 demande attend.
   *[other] { $count } demandes attendent, la plus ancienne en premier.
}
page-queue-empty = Rien n’attend. C’est tout pour le moment.
page-queue-empty-then = Nous vous écrirons dès qu’une demande arrivera. Vous pouvez fermer cette page.
page-queue-none-here = Aucune des demandes en attente n’est de ce type.
page-queue-show-all = Tout afficher
page-queue-by-vote = Afficher par vote
page-queue-by-door = Afficher par plateforme
page-queue-all = Toutes
page-queue-undecided = Sans mon vote
page-queue-mine = Avec mon vote
page-queue-everywhere = Partout
page-queue-nameless = personne sans identifiant
page-queue-choose = Choisir
page-queue-age = en attente depuis { $age }
page-queue-left = il reste { $left }
page-queue-no-reason = Motivation non précisée
page-queue-open = Tout lire et décider
page-queue-tick-all = { $count ->
    [one] Cocher la seule demande de cette page
   *[other] Cocher les { $count } demandes de cette page
}
page-queue-tick-none = Tout décocher
page-queue-to-together = Aller aux boutons pour toutes les demandes cochées
page-queue-flag-same-address = a déjà fait une demande
page-queue-flag-no-address = pas d’adresse e-mail
page-queue-flag-unproved = adresse non confirmée
page-queue-voted-approve = vous avez voté pour accepter
page-queue-voted-reject = vous avez voté pour refuser
page-queue-together = Toutes les demandes cochées
page-queue-together-means = Ces boutons votent pour chaque demande cochée ci-dessus.
page-queue-words-decide = Votre message est envoyé aux personnes que votre vote refuse définitivement.
page-queue-approve-chosen = Accepter toutes les demandes cochées
page-queue-reject-chosen = Refuser toutes les demandes cochées
page-queue-approved = demande acceptée.
page-queue-rejected = demande refusée.
page-queue-counted-approve = votre vote pour accepter est compté ; il en faut encore d’autres.
page-queue-counted-reject = votre vote pour refuser est compté ; il en faut encore d’autres.
page-queue-faster-approved = quelqu’un a été plus rapide, et cette personne est acceptée.
page-queue-faster-rejected = quelqu’un a été plus rapide, et cette personne est refusée.
page-queue-own = c’est votre propre demande. La décision revient à d’autres.
page-queue-gone = il n’y a plus rien à décider. La demande est terminée.
page-queue-none-chosen = Rien n’était coché, donc rien n’a été fait. Cochez d’abord les demandes.
page-queue-too-many = C’était trop à la fois, donc rien n’a été fait. Cochez-en { $count } au maximum.
page-queue-pages = Pages
page-queue-previous = Page précédente
page-queue-next = Page suivante
page-queue-lately = Dernières décisions
page-queue-was-approved = demande acceptée par
page-queue-was-rejected = demande refusée par
page-queue-by-former = une personne qui ne fait plus partie de la modération
page-queue-door-title = Pour l’équipe de modération
page-queue-door-lead = Ici, l’équipe de modération voit tout ce qui attend une décision. Ouvrez le lien reçu dans l’un de nos e-mails, ou laissez-nous vous en envoyer un.
page-queue-door-ended = Le lien que vous avez ouvert, ou gardé, n’est plus valable.
page-queue-door-send = M’envoyer mon lien
page-queue-door-no-moderator = Votre session est ouverte, mais votre compte n’a pas d’adresse confirmée de l’équipe de modération.
page-queue-door-sign-in = Se connecter avec un compte qui a une adresse de l’équipe de modération
page-queue-sent-lead = Si cette adresse est celle d’une personne de l’équipe de modération, le lien est en route.
page-queue-sent-missing = Patientez quelques minutes et regardez dans vos courriers indésirables. Si rien n’arrive, demandez à l’administration du site si votre adresse est sur la liste de l’équipe de modération.
