# What every page says, times and spans, and what was asked for.

page-skip = Aller au contenu
page-error-prefix = Erreur :
page-faults = Merci de vérifier ces points
page-footer = Ce site
page-languages = Langue
page-footer-apply = Demander un compte
page-footer-lost = Retrouver mon lien
page-footer-board = Tableau d’affichage
page-header-account = Votre compte
page-header-sign-in = Se connecter
page-header-queue = Demandes
page-continue = Continuer
page-check-name = Vérifier si l’identifiant est libre
page-when = { $day ->
    [one] 1er
   *[other] { $day }
} { $month ->
    [1] janvier
    [2] février
    [3] mars
    [4] avril
    [5] mai
    [6] juin
    [7] juillet
    [8] août
    [9] septembre
    [10] octobre
    [11] novembre
   *[12] décembre
} { $year } à { $time } UTC
page-span-moment = moins d’une minute
page-span-minutes = { $count ->
    [one] { $count } minute
   *[other] { $count } minutes
}
page-span-hours = { $count ->
    [one] { $count } heure
   *[other] { $count } heures
}
page-span-days = { $count ->
    [one] { $count } jour
   *[other] { $count } jours
}

# What was asked for
page-asked = Contenu de la demande
page-asked-name = Identifiant
page-asked-no-name = pas encore choisi
page-asked-reason = Motivation
page-asked-no-reason = non précisée
page-asked-doors = Compte sur
page-asked-at = Demande faite le
