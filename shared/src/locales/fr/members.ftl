# Signing in, the account, passwords.

# A new password
page-reset-title = Choisissez un nouveau mot de passe
page-reset-lead = Pour votre compte Mastodon sur
page-reset-lead-member = Il vous sert à vous connecter ici et à vos comptes sur les plateformes.
page-reset-set = Définir ce mot de passe
page-reset-set-means-member = Toutes les sessions ouvertes de votre compte sont fermées, ici et sur les plateformes qui nous le permettent.
page-reset-set-means = Toutes les sessions ouvertes de ce compte sont fermées. Vos autres comptes gardent leur mot de passe.
page-reset-not-me-means = Le lien n’est plus valable, et votre mot de passe reste le même.
page-reset-left = Si vous n’appuyez sur aucun bouton, le lien expire dans
page-reset-done-title = Votre mot de passe est changé
page-reset-done-lead = Toutes vos sessions Mastodon sont fermées. Connectez-vous-y avec le nouveau mot de passe ; vos autres comptes gardent le leur.
page-reset-done-open = Aller sur { $server }
page-reset-done-lead-member = Toutes vos sessions sont fermées. Connectez-vous avec le nouveau mot de passe.
page-reset-done-sign-in = Se connecter
page-reset-doors = Vos comptes sur les plateformes
page-reset-later-title = Cela prend plus de temps que d’habitude
page-reset-later-lead = Nous avons transmis votre nouveau mot de passe, et un e-mail vous préviendra dès qu’il sera en place.
page-reset-later-more = Si aucun e-mail n’arrive d’ici quelques minutes, rien n’a été changé. Rouvrez alors la page et choisissez de nouveau un mot de passe.
page-reset-not-me-title = Merci. Le lien n’est plus valable
page-reset-not-me-lead = Plus personne ne peut s’en servir, et votre mot de passe reste le même.
page-reset-not-me-more = Quelqu’un a saisi votre adresse ici. Cela ne suffit pas pour entrer, et vous n’avez rien d’autre à faire.

# Signing in
page-login-title = Se connecter
page-login-send = Se connecter
page-login-ended = Votre session est terminée : elle était trop ancienne, ou vous l’avez fermée ailleurs. Reconnectez-vous, et vous reprendrez où vous en étiez.
page-login-board = Le tableau d’affichage est réservé aux membres. Connectez-vous pour y accéder directement.
page-login-writing = Ce sont les membres qui écrivent sur le tableau d’affichage. Connectez-vous pour continuer directement.
page-login-queue = Connectez-vous avec le compte qui a votre adresse de l’équipe de modération, et vous verrez directement ce qui attend.
page-login-forgot = J’ai oublié mon mot de passe
page-login-none = Pas encore de compte ?
page-login-already-title = Votre session est ouverte
page-login-already-as = Vous utilisez le compte
page-login-go-on = Continuer
page-login-other = Pour utiliser un autre compte, déconnectez-vous d’abord. Le bouton se trouve ici :
page-apply-member-lead = Vous êtes déjà membre de cette communauté.
page-apply-member-again = Demander un autre compte
page-apply-member-again-means = Pour quelqu’un d’autre, ou un second compte pour vous. La modération décide comme pour toute autre demande.
page-signed-out-title = Votre session est fermée
page-signed-out-lead = Ce navigateur ne donne plus accès à votre compte. Vos sessions ouvertes ailleurs restent ouvertes.

# Your account
page-member-title = Votre compte
page-member-name = Identifiant de connexion
page-member-no-name = aucun : vous vous connectez avec votre adresse e-mail
page-member-email = Adresse e-mail
page-member-no-email = aucune : nous ne pouvons ni vous écrire, ni vous aider si vous oubliez votre mot de passe
page-member-proved = confirmée
page-member-unproved = non confirmée
page-member-role = Rôle
page-member-role-member = Membre
page-member-role-moderator = Modération
page-member-role-operator = Administration
page-member-since = Membre depuis le
page-member-sign-out = Se déconnecter
page-member-no-doors = Aucun compte n’a été ouvert pour vous.
page-member-door-done = Ce compte a le même mot de passe qu’ici.
page-member-door-later = Cette plateforme ne répond pas en ce moment. Elle recevra votre nouveau mot de passe dès qu’elle répondra, dans les 7 jours après le changement ; d’ici là, l’ancien y reste valable.
page-member-door-by-hand-matrix = Ce compte a encore votre ancien mot de passe : nous n’avons pas pu le changer d’ici. Connectez-vous-y avec l’ancien et changez-le dans les paramètres de votre compte ; si vous ne le connaissez plus, demandez aux personnes qui gèrent ce site.
page-member-door-by-hand-mastodon = Ce compte a encore votre ancien mot de passe : nous n’avons pas pu le changer d’ici. Demandez-en un nouveau à Mastodon, sur sa page « Mot de passe oublié ? ».
page-member-sessions = Vos sessions ouvertes
page-member-session-unknown = Un programme inconnu
page-member-session-here = (ce navigateur)
page-member-session-since = Depuis le
page-member-session-seen-lately = Dernière activité il y a moins d’un jour
page-member-session-seen = Dernière activité il y a { $age }
page-member-session-end = Fermer
page-member-end-others = { $count ->
    [one] Fermer l’autre session
   *[other] Fermer les { $count } autres sessions
}
page-member-end-means = Les navigateurs sont déconnectés tout de suite. Un programme peut continuer encore { $left } au maximum.
page-member-notice-ended = Cette session est fermée.
page-member-notice-others = Toutes les autres sessions sont fermées.
page-member-change = Mot de passe
page-member-change-open = Changer mon mot de passe
page-member-change-send = Changer mon mot de passe
page-member-change-means = Il change aussi sur les plateformes. Toutes vos sessions sont ensuite fermées, ici aussi, et vous vous connectez avec le nouveau.
page-member-token-shown = Copiez-le maintenant : nous ne l’afficherons plus. Il n’expire pas : gardez-le comme un mot de passe. Vous pouvez le révoquer ici à tout moment.
page-member-token-ends = Un nouveau jeton met fin au précédent.
page-member-leave = Partir
page-member-leave-open = Partir définitivement
page-member-leave-goes = Votre identifiant, votre adresse et votre mot de passe sont effacés ici, vos brouillons et vos votes disparaissent, et toutes vos sessions sont fermées. C’est irréversible.
page-member-leave-stays-doors = Vos comptes sur les plateformes restent : fermez-les là-bas.
page-member-leave-stays = Vos publications que d’autres peuvent lire restent, sans votre nom.
page-member-leave-send = Partir définitivement
page-left-title = Vous n’êtes plus membre
page-left-lead = Nous avons effacé ce que nous savions de vous. Merci d’avoir été des nôtres.
page-left-stays = Ce qui reste
page-left-end-there = Pour fermer un tel compte, connectez-vous-y et regardez dans ses paramètres.

# A forgotten password
page-forgot-title = Mot de passe oublié ?
page-forgot-lead = Indiquez votre adresse e-mail. Si un compte l’utilise pour se connecter, nous y envoyons un lien pour un nouveau mot de passe.
page-forgot-send = M’envoyer un lien
page-forgot-no-address = Votre compte n’a pas d’adresse ? Seules les personnes qui gèrent ce site peuvent alors vous aider.
page-forgot-sent-title = Consultez vos e-mails
page-forgot-sent-lead = Si un compte utilise cette adresse pour se connecter, un lien est en route. Il est valable une demi-heure.
page-forgot-sent-missing = Patientez quelques minutes et regardez dans vos courriers indésirables. Si rien n’arrive, il n’y a sans doute pas de compte avec cette adresse.
page-forgot-again = Essayer une autre adresse
