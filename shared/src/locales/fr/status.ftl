# How a registration stands, withdrawing it, and finding its link again.

# Status
page-status-unconfirmed = Consultez vos e-mails
page-status-unconfirmed-lead = Nous envoyons un e-mail à
page-status-unconfirmed-open = Ouvrez le lien reçu par e-mail.
page-status-unconfirmed-press = Appuyez sur « Oui, c’est ma demande ».
page-status-unconfirmed-then = L’équipe de modération lit alors votre demande, et nous vous écrivons.
page-status-unconfirmed-left = Le lien expire dans
page-letter-missing = Pas d’e-mail ?
page-status-unconfirmed-missing = Patientez quelques minutes et regardez dans vos courriers indésirables. L’adresse ci-dessus contient une erreur ?
page-status-unconfirmed-again = Refaire une demande
page-status-pending = La modération lit votre demande
page-status-pending-lead = Vous n’avez rien à faire pour le moment. Si la réponse est oui, vous choisirez ici votre identifiant et votre mot de passe.
page-status-pending-lead-settled = Vous n’avez rien à faire pour le moment. Votre identifiant et votre mot de passe sont choisis : votre compte s’ouvrira dès que la réponse sera oui.
page-status-pending-letters = Nous vous écrirons dès que la décision sera prise.
page-status-pending-no-letters = Revenez avec le lien que vous avez enregistré pour voir la réponse.
page-status-pending-proof = Pour Mastodon : confirmez votre adresse
page-status-pending-left = Le délai pour décider se termine dans
page-status-pending-nobody = Si personne ne décide d’ici là, la demande s’efface et vous pourrez en faire une nouvelle.
page-who = { $count ->
    [one] Une personne de l’équipe de modération lit la demande et décide.
   *[other] La demande a été transmise à { $count } personnes de l’équipe de modération.
}
page-who-needed = { $count ->
    [one] Une seule d’entre elles suffit pour décider.
   *[other] Il faut l’accord de { $count } d’entre elles.
}
page-who-next = { $count ->
    [one] Une personne de l’équipe de modération décidera.
   *[other] La demande sera transmise à { $count } personnes de l’équipe de modération.
}
page-usual-hour = En général, cela prend moins d’une heure.
page-usual-hours = En général, cela prend quelques heures.
page-usual-day = En général, cela prend moins d’un jour.
page-usual-days = En général, cela prend un jour ou deux.
page-usual-long = En général, cela prend quelques jours.
page-status-choose = Bienvenue ! Choisissez votre identifiant et votre mot de passe
page-status-choose-lead = La modération a dit oui. Il ne reste qu’une étape.
page-status-choose-left = Il vous reste
page-status-choose-send = Ouvrir mon compte
page-status-elsewhere = La modération a dit oui
page-status-elsewhere-lead = L’identifiant et le mot de passe se choisissent avec le lien que nous avons envoyé par e-mail. Cette page permet seulement de suivre la demande.
page-status-elsewhere-left = Pour cela, il reste
page-status-proof = Plus qu’une étape : confirmez votre adresse
page-status-proof-lead = La modération a dit oui. Ouvrez l’e-mail que nous vous avons envoyé : après votre oui, vous choisirez votre identifiant et votre mot de passe, et le compte s’ouvrira.
page-status-processing = Création de votre compte en cours
page-status-processing-lead = Cela prend quelques secondes, ou un peu plus si le serveur est occupé. Vous pouvez fermer cette page et revenir plus tard.
page-status-look-again = Actualiser
page-status-failed = Presque fini : nous avons encore besoin de vous
page-status-failed-lead = La modération a dit oui, et cela ne change pas. Le problème vient d’ailleurs.
page-status-failed-send = Réessayer
page-status-done = { $count ->
    [one] Votre compte est ouvert
   *[other] Vos comptes sont ouverts
}
page-status-done-lead = Bienvenue ! Voici comment vous connecter.
page-status-done-member = Vous êtes maintenant membre et pouvez aussi vous connecter à ce site.
page-status-done-kept = Cette page s’effacera dans
page-status-done-stays = { $count ->
    [one] Votre compte, lui, reste.
   *[other] Vos comptes, eux, restent.
}
page-status-rejected = Cette fois, la modération a dit non
page-status-rejected-lead = Nous le regrettons. Aucun compte n’a été créé.
page-status-rejected-words = Son message pour vous
page-status-rejected-again = Vous pouvez refaire une demande et nous en dire plus sur vous.
page-status-kept = Cette page s’effacera dans
page-status-way = Votre parcours
page-status-withdraw = Retirer ma demande
page-status-withdraw-why = Vous avez changé d’avis ?
page-step-done = Terminé :
page-step-now = En cours :
page-step-next = Ensuite :
page-step-ended = Arrêté :
page-step-asked = Votre demande
page-step-confirmed = Votre adresse
page-step-decided = La décision de la modération
page-step-chosen = Votre identifiant et votre mot de passe
page-step-ready = Votre compte
page-step-chosen-next = Vous les choisirez ici, une fois que la modération aura dit oui.
page-step-ready-next = Il s’ouvrira tout seul ensuite.
page-live-copy = Copier
page-live-copied = Copié
page-live-news = Il y a du nouveau pour votre demande.
page-live-load = Afficher
page-notice-password-saved = C’est noté. Nous avons oublié votre mot de passe : personne d’autre que vous ne le connaît maintenant.
page-notice-too-late = C’est trop tard : votre compte est en cours de création ou déjà ouvert.
page-door-success = ouvert
page-door-failed = pas encore
page-door-processing = en cours de création
page-door-pending = en attente
page-door-name-taken = Cet identifiant est déjà pris. Merci d’en choisir un autre.
page-door-name-refused = Le serveur n’autorise pas cet identifiant. Merci d’en choisir un autre.
page-door-password-refused = Le serveur n’accepte pas ce mot de passe. Choisissez-en un plus long ou moins courant, ou laissez-nous en créer un.
page-door-conflict = Quelqu’un d’autre a modifié ce compte pendant sa création : nous n’y avons donc plus touché. Merci de choisir un autre identifiant.
page-door-unavailable = Le serveur n’a pas répondu pendant longtemps : nous avons donc arrêté d’essayer.
page-door-try-again = Vous pouvez réessayer maintenant.
page-door-choice = Ce compte s’ouvrira une fois votre identifiant et votre mot de passe choisis.
page-door-held-back = Ce compte pourrait être ouvert, mais votre identifiant n’est pas libre partout, et il ne peut plus être changé ensuite. Nous attendons donc votre choix.
page-door-no-address = Ce compte demande une adresse e-mail confirmée, et votre demande n’en contient pas. Il n’est donc pas ouvert.
page-proof-letter = Mastodon n’ouvre de compte que pour une adresse confirmée. Ouvrez notre e-mail et appuyez sur « Oui, c’est ma demande ». Il est envoyé à
page-proof-missing = Pas d’e-mail ? Patientez quelques minutes et regardez dans vos courriers indésirables. Si rien n’arrive aujourd’hui, redemandez votre lien demain. Si l’adresse contient une erreur, ou si rien n’arrive non plus demain, retirez cette demande et faites-en une nouvelle.
page-proof-lost = Retrouver mon lien
page-account-id = Votre identifiant complet
page-account-server = Serveur à indiquer dans votre application
page-account-rooms = Salons où vous êtes déjà
page-account-sign-in = Se connecter
page-account-any-app = Ouvrez n’importe quelle application Matrix, choisissez « Se connecter » et indiquez d’abord ce serveur.
page-account-qr = Code QR
page-account-qr-matrix = Faites-le scanner avec un téléphone qui a une application Matrix : il mène jusqu’à vous.
page-account-qr-mastodon = Faites-le scanner avec un téléphone : il mène à votre page sur Mastodon.
page-account-mastodon = Connectez-vous avec votre adresse e-mail et votre mot de passe.
page-account-mastodon-set-password = Définissez d’abord un mot de passe : indiquez votre adresse e-mail sur la page de Mastodon, qui vous enverra un lien.
page-account-mastodon-letter = Mastodon vous a envoyé son propre e-mail. Ouvrez le lien qu’il contient, puis connectez-vous avec votre adresse e-mail et votre mot de passe.
page-account-set-password = Définir votre mot de passe
page-account-open-mastodon = Ouvrir Mastodon
page-password = Votre mot de passe
page-password-hidden = Nous avons créé un mot de passe pour vous. Vérifiez que personne ne regarde votre écran. Il disparaîtra avec cette page : notez-le avant.
page-password-show = Afficher mon mot de passe
page-password-shown = Enregistrez-le dans votre gestionnaire de mots de passe ou notez-le maintenant. Respectez les majuscules et les minuscules.
page-password-saved = Je l’ai noté
page-password-needed = Votre autre compte en a encore besoin : nous le gardons un peu plus longtemps.
page-password-saved-means = Nous l’oublions alors, et personne ne pourra plus l’afficher.

page-token = Jeton d’accès pour les programmes
page-token-offered = Avec un jeton, un programme peut utiliser votre compte Mastodon sans votre mot de passe. N’en créez un que si vous en avez besoin.
page-token-make = Créer un jeton
page-token-scope = Ce qu’il permet :
page-token-shown = Copiez-le maintenant : nous ne l’afficherons plus. Il n’expire pas : gardez-le comme un mot de passe. Vous pouvez le révoquer ici tant que cette page existe, et plus tard dans les paramètres de votre compte sur Mastodon.
page-token-made = Un jeton a été créé le
page-token-made-lost = Si vous l’avez perdu, ou s’il ne vous sert plus, révoquez-le. Vous pourrez alors en créer un autre.
page-token-revoke = Révoquer le jeton
page-token-revoke-means = Cela met fin à tous les jetons donnés ici pour votre compte, y compris à un programme qui en a demandé un avec votre mot de passe.
page-notice-token-revoked = C’est fait : aucun jeton donné ici pour votre compte ne peut plus servir.
page-notice-token-later = Cela prend plus de temps que d’habitude. Merci d’appuyer de nouveau sur le bouton dans un instant.
page-notice-token-shown-before = Un jeton a déjà été affiché et ne le sera plus. Si vous l’avez perdu, révoquez-le et créez-en un autre.
page-notice-token-refused = Mastodon ne nous permet pas de le faire pour votre compte. Vous pouvez le faire vous-même dans les paramètres de votre compte sur Mastodon.
page-notice-token-not-set-up = Les jetons n’ont pas été activés par l’administration du site.

# Withdrawing
page-withdraw-title = Retirer votre demande ?
page-withdraw-lead = Tout ce que vous avez écrit est effacé, et la modération s’arrête là. Vous pourrez refaire une demande plus tard.
page-withdraw-yes = Oui, la retirer
page-withdraw-no = Non, revenir
page-withdrawn-title = Votre demande est retirée
page-withdrawn-lead = Tout ce que vous avez écrit est effacé.

# Lost links
page-lost-title = Retrouver mon lien
page-lost-lead = Indiquez l’adresse e-mail de votre demande. S’il y a des demandes en cours, nous vous envoyons leurs liens.
page-lost-send = M’envoyer mes liens
page-lost-no-address = Vous avez fait votre demande sans adresse ? Le lien que vous avez enregistré est alors le seul moyen de revenir.
page-lost-sent-title = Consultez vos e-mails
page-lost-sent-lead = S’il y a des demandes en cours pour cette adresse, leurs liens sont en route.
page-lost-sent-to = Les e-mails sont envoyés à
page-lost-sent-missing = Patientez quelques minutes et regardez dans vos courriers indésirables. Si rien n’arrive, il n’y a sans doute pas de demande en cours pour cette adresse.
