# Letters.
#
# Each says what happened, what its reader can do, by when, what happens without, and why it came.
# { $deadline } reads like "2 mai 2027 à 09:00 UTC (dans 2 jours)", so an article stands before it.

letter-hello = Bonjour,
letter-link-hint = Si le bouton ne fonctionne pas, ouvrez ce lien :
letter-own-link = Le lien contenu dans cet e-mail est pour vous seulement. Toute personne qui l’a peut agir à votre place : merci de ne pas transférer cet e-mail.
letter-own-links = Les liens contenus dans cet e-mail sont pour vous seulement. Toute personne qui les a peut agir à votre place : merci de ne pas transférer cet e-mail.
letter-why-applicant = Vous recevez cet e-mail parce qu’une demande pour rejoindre { $community } a été faite avec cette adresse.
letter-why-moderator = Vous recevez cet e-mail parce que vous faites partie de l’équipe de modération de { $community }.
letter-why-member = Vous recevez cet e-mail parce que cette adresse est celle d’un compte sur { $community }.
letter-why-owner = Vous recevez cet e-mail parce que cette adresse est celle d’un compte sur le Mastodon de { $community }.
letter-message = Message de la modération :
letter-contact = Des questions ? Répondez à cet e-mail, ou écrivez à { $address }.

letter-date = { $day ->
    [one] 1er
   *[other] { $day }
} { $month ->
    [m01] janvier
    [m02] février
    [m03] mars
    [m04] avril
    [m05] mai
    [m06] juin
    [m07] juillet
    [m08] août
    [m09] septembre
    [m10] octobre
    [m11] novembre
   *[m12] décembre
} { $year } à { $time } UTC
letter-left-days = dans { $count ->
    [one] 1 jour
   *[other] { $count } jours
}
letter-left-hours = dans { $count ->
    [one] 1 heure
   *[other] { $count } heures
}
letter-left-minutes = dans { $count ->
    [one] 1 minute
   *[other] { $count } minutes
}
letter-date-and-left = { $deadline } ({ $left })

letter-confirm-subject = Merci de confirmer votre demande pour rejoindre { $community }
letter-confirm-happened = Quelqu’un, sans doute vous, a demandé un compte sur { $community } et donné cette adresse e-mail.
letter-confirm-do = La page ci-dessous montre ce qui a été demandé. Si c’était vous, ouvrez-la et appuyez sur « Oui, c’est ma demande ». La modération ne reçoit votre demande qu’après cela.
letter-confirm-button = Voir la demande
letter-confirm-nothing = Vous avez jusqu’au { $deadline }. Si vous ne faites rien, la demande est alors effacée et personne n’en entend parler.
letter-confirm-beside-subject = Merci de confirmer votre adresse e-mail pour { $community }
letter-confirm-beside-happened = Quelqu’un, sans doute vous, a demandé un compte sur { $community }, y compris sur Mastodon, et donné cette adresse e-mail. La modération a déjà reçu la demande.
letter-confirm-beside-do = La page ci-dessous montre ce qui a été demandé. Si c’était vous, ouvrez-la et appuyez sur « Oui, c’est ma demande ».
letter-confirm-beside-nothing = Vous avez jusqu’au { $deadline }. Seul le compte Mastodon attend votre oui : sans lui, il ne sera pas ouvert.
letter-confirm-later-subject = Merci de confirmer votre adresse e-mail pour { $community }
letter-confirm-later-happened = Quelqu’un, sans doute vous, a demandé un compte sur { $community } et vient de donner cette adresse e-mail pour ce compte.
letter-confirm-later-do = Si c’était vous, ouvrez la page ci-dessous et appuyez sur « Oui, c’est ma demande ». Nous saurons ainsi que nos e-mails vous parviennent ici.
letter-confirm-later-nothing = Vous avez jusqu’au { $deadline }. Rien d’autre n’en dépend.
letter-confirm-not-you = Ce n’était pas vous ? Ignorez alors cet e-mail, ou appuyez sur « Ce n’était pas moi » sur la même page : nous n’écrirons plus à cette adresse.

letter-received-subject = Nous avons reçu votre demande pour rejoindre { $community }
letter-received-happened = Merci. Votre demande pour rejoindre { $community } est maintenant entre les mains de la modération.
letter-received-do = Vous n’avez rien à faire. Sur votre page, vous pouvez suivre votre demande, et la retirer si vous changez d’avis.
letter-received-do-mastodon = Il reste une chose à faire pour votre compte Mastodon : ouvrez votre page et appuyez sur « Oui, c’est ma demande », pour que nous sachions que cette adresse e-mail est la vôtre. Rien d’autre n’en dépend. Vous pouvez aussi y suivre votre demande, et la retirer.
letter-received-button = Suivre ma demande
letter-received-nothing = La modération a jusqu’au { $deadline } pour décider, et nous vous écrirons dès que ce sera fait. Si personne ne décide d’ici là, votre demande est effacée, et vous pourrez en faire une nouvelle.
letter-received-keep = Merci de garder cet e-mail : son lien vous permet de revenir à votre demande.

letter-case-wish = Identifiant souhaité
letter-case-wish-none = pas encore choisi
letter-case-doors = Compte sur
letter-case-door-matrix = Matrix
letter-case-door-mastodon = Mastodon
letter-case-note = À noter
letter-case-flag-same-address = La même adresse e-mail a déjà servi pour une demande.
letter-case-flag-no-address = Aucune adresse e-mail n’a été donnée.
letter-case-flag-unproved = Personne n’a confirmé l’adresse e-mail.
letter-case-votes = Votes jusqu’ici
letter-case-votes-counted = { $approve } pour et { $reject } contre. Il en faut { $needed_approve } pour accepter, { $needed_reject } pour refuser.
letter-case-votes-first = Aucun. Le premier vote décide.
letter-case-reason = Pourquoi cette personne souhaite nous rejoindre, avec ses mots :
letter-case-reason-none = Cette personne n’a pas précisé sa motivation.
letter-case-care = Ces mots viennent de quelqu’un que nous ne connaissons pas. Prudence avec toute adresse qu’ils contiennent.

letter-please-decide-subject = { $community } : « { $name } » souhaite nous rejoindre
letter-please-decide-subject-nameless = { $community } : quelqu’un souhaite nous rejoindre ({ $id })
letter-please-decide-happened = Quelqu’un souhaite rejoindre { $community }. Voici ce que cette personne nous a dit.
letter-please-decide-do = Merci de regarder et de décider. Ouvrir le lien ne décide encore de rien : vous votez avec un bouton sur la page.
letter-please-decide-button = Regarder et décider
letter-please-decide-nothing = Il reste du temps jusqu’au { $deadline }. Si personne ne décide d’ici là, la demande est effacée.
letter-please-decide-queue = Toutes les demandes en attente

letter-queue-link-subject = { $community } : votre lien vers les demandes en attente
letter-queue-link-happened = Quelqu’un, sans doute vous, a demandé votre lien vers les demandes qui attendent une décision sur { $community }.
letter-queue-link-do = Ce lien vous montre tout ce qui attend, et vous votez avec des boutons. L’ouvrir ne décide de rien.
letter-queue-link-button = Voir les demandes en attente
letter-queue-link-nothing = Ce n’était pas vous ? Vous n’avez alors rien à faire : le lien n’a été envoyé à personne d’autre.

letter-reminder-subject = { $community } : « { $name } » attend toujours
letter-reminder-subject-nameless = { $community } : quelqu’un attend toujours ({ $id })
letter-reminder-half = La moitié du délai est passée, et la demande ci-dessous attend toujours une décision.
letter-reminder-nine-tenths = Le délai est presque écoulé, et la demande ci-dessous attend toujours une décision. C’est le dernier rappel.

letter-approved-subject = Bienvenue sur { $community } : plus qu’une étape
letter-approved-happened = Bonne nouvelle : la modération de { $community } a dit oui à votre demande.
letter-approved-do = Il reste une étape : ouvrez votre page et choisissez un identifiant et un mot de passe. Nous ouvrons alors votre compte.
letter-approved-button = Choisir identifiant et mot de passe
letter-approved-nothing = Vous avez jusqu’au { $deadline }. Si vous ne faites rien, l’accord prend alors fin, votre demande est effacée, et il vous faudrait en faire une nouvelle.

letter-rejected-subject = Votre demande pour rejoindre { $community }
letter-rejected-happened = La modération de { $community } a décidé de ne pas ouvrir de compte pour vous cette fois-ci. Nous aurions aimé vous donner une meilleure nouvelle.
letter-rejected-do = Vous n’avez rien à faire. Si les choses changent, vous pouvez refaire une demande.
letter-rejected-button = Ouvrir votre page
letter-rejected-nothing = Votre demande et tout ce que vous y avez écrit seront effacés le { $deadline }.

letter-nobody-decided-subject = Votre demande attend toujours une décision
letter-nobody-decided-happened = La modération de { $community } n’a pas encore décidé pour votre demande, et le délai prend fin le { $deadline }.
letter-nobody-decided-do = Vous n’avez rien à faire ; la modération a reçu un rappel. Sur votre page, vous pouvez suivre votre demande.
letter-nobody-decided-button = Suivre ma demande
letter-nobody-decided-nothing = Si personne ne décide d’ici là, votre demande est effacée. Ce ne serait pas un jugement sur vous, et vous pourrez en faire une nouvelle.

letter-account-ready-subject = { $community } : { $count ->
    [one] votre compte est prêt
   *[other] vos comptes sont prêts
}
letter-account-ready-subject-part = { $community } : votre compte { $door } est prêt
letter-account-ready-happened = { $count ->
    [one] Votre compte sur { $community } est ouvert. Bienvenue !
   *[other] Vos comptes sur { $community } sont ouverts. Bienvenue !
}
letter-account-ready-happened-part = Votre compte { $door } sur { $community } est ouvert. Bienvenue !
letter-account-ready-matrix-id = Votre adresse Matrix
letter-account-ready-matrix-server = Serveur d’accueil, si votre application le demande
letter-account-ready-mastodon-handle = Votre adresse Mastodon
letter-account-ready-matrix-sign-in = Connectez-vous à Matrix avec votre adresse Matrix et { $password ->
    [made] ce mot de passe
   *[chosen] le mot de passe que vous avez choisi
}.
letter-account-ready-mastodon-sign-in = Connectez-vous à Mastodon avec cette adresse e-mail et { $password ->
    [made] ce mot de passe
   *[chosen] le mot de passe que vous avez choisi
}.
letter-account-ready-mastodon-set-password = Votre compte Mastodon a été créé avec un mot de passe que personne ne connaît. Avant de vous connecter, définissez le vôtre : indiquez cette adresse e-mail sur la page ci-dessous, et Mastodon vous enverra un lien.
letter-account-ready-mastodon-set-password-button = Définir mon mot de passe Mastodon
letter-account-ready-mastodon-then = Connectez-vous ensuite à Mastodon avec cette adresse e-mail et ce mot de passe.
letter-account-ready-mastodon-confirm = Mastodon vous envoie son propre e-mail. Ouvrez le lien qu’il contient dans les 7 jours : le compte ne fonctionne pas avant, et Mastodon le supprime après.
letter-account-ready-generated = Nous avons créé un mot de passe pour vous. Il est sur votre page, derrière un bouton : notez-le en lieu sûr avant de vous connecter.
letter-account-ready-client = Se connecter à { $door }
letter-account-ready-rooms = Des salons pour commencer :
letter-account-ready-button = Ouvrir votre page
letter-account-ready-generated-button = Voir mon mot de passe
letter-account-ready-member = Vous êtes maintenant membre de { $community }, et vous vous y connectez avec le même mot de passe : pour retrouver les autres sur le tableau d’affichage, ou pour changer le mot de passe de tous vos comptes à la fois.
letter-account-ready-member-link = Se connecter à { $community }
letter-account-ready-nothing = Votre page et ce qui reste de votre demande seront effacés le { $deadline }. { $count ->
    [one] Votre compte, lui, reste.
   *[other] Vos comptes, eux, restent.
}
letter-account-ready-rest-nothing = Pour cela, vous avez jusqu’au { $deadline } : votre page et ce qui reste de votre demande sont alors effacés. Votre compte déjà ouvert, lui, reste.
letter-account-ready-generated-nothing = Votre page, avec le mot de passe qu’elle contient, sera effacée le { $deadline }. { $count ->
    [one] Votre compte, lui, reste
   *[other] Vos comptes, eux, restent
}, mais il vous faut le mot de passe pour y entrer.

letter-other-door-work = Votre compte { $door } prend plus de temps. Vous n’avez rien à faire : nous vous écrirons dès qu’il sera prêt, ou si nous avons besoin de vous.
letter-other-door-proof = Votre compte { $door } n’est pas encore ouvert : il attend que nous sachions que cette adresse e-mail est la vôtre. Ouvrez votre page, appuyez sur « Oui, c’est ma demande » et continuez à partir de là.
letter-other-door-choice = Votre compte { $door } n’est pas encore ouvert : il vous attend. Ouvrez votre page pour continuer.
letter-other-door-follows = Rien n’a encore été fait pour votre compte { $door } : il suivra une fois que vous aurez choisi.
letter-other-door-failed = Votre compte { $door } n’est pas encore ouvert. Un autre e-mail de notre part explique ce qui bloque.

letter-needs-you-subject = Aidez-nous à ouvrir votre compte sur { $community }
letter-needs-you-happened-name-taken = Votre compte { $door } sur { $community } n’est pas encore ouvert : l’identifiant que vous avez choisi y est déjà pris.
letter-needs-you-happened-name-refused = Votre compte { $door } sur { $community } n’est pas encore ouvert : le serveur n’autorise pas l’identifiant que vous avez choisi.
letter-needs-you-happened-password-refused = Votre compte { $door } sur { $community } a encore besoin de vous : le serveur n’accepte pas le mot de passe prévu.
letter-needs-you-happened-conflict = Votre compte { $door } sur { $community } n’est pas ouvert : quelqu’un d’autre l’a modifié pendant sa création, nous n’y avons donc plus touché.
letter-needs-you-happened-conflict-mastodon = Votre compte { $door } sur { $community } n’est pas ouvert. Soit cette adresse e-mail y a déjà un compte, soit { $door } n’accepte pas cette adresse, soit il existe un compte avec votre identifiant sans que nous puissions prouver qu’il est à vous. Nous y avons tout laissé tel quel.
letter-needs-you-happened-unavailable = Votre compte { $door } sur { $community } n’est pas encore ouvert : le serveur est resté longtemps injoignable et nous avons arrêté d’essayer.
letter-needs-you-do-name = Ouvrez votre page et choisissez un autre identifiant. L’accord de la modération reste valable.
letter-needs-you-do-name-or-here = Ouvrez votre page et choisissez un autre identifiant, pour tous vos comptes ou pour { $door } seulement. L’accord de la modération reste valable.
letter-needs-you-do-name-here = Ouvrez votre page et choisissez un autre identifiant pour { $door }. L’accord de la modération reste valable, et aucun autre compte ne change d’identifiant.
letter-needs-you-do-password = Ouvrez votre page et choisissez un autre mot de passe, plus long de préférence. L’accord de la modération reste valable.
letter-needs-you-do-again = Ouvrez votre page et appuyez sur le bouton pour réessayer. Si cela échoue encore, demandez à la modération. Son accord reste valable.
letter-needs-you-do-conflict-mastodon = Si vous avez un compte sur { $door } avec cette adresse e-mail, continuez simplement à l’utiliser. Sinon, écrivez à la modération : elle sait que quelque chose bloque et peut faire vérifier. Vous pourrez ensuite réessayer sur votre page. L’accord de la modération reste valable.
letter-needs-you-button-name = Choisir un autre identifiant
letter-needs-you-button-password = Choisir un autre mot de passe
letter-needs-you-button-again = Réessayer
letter-needs-you-button-page = Ouvrir votre page
letter-needs-you-open = Votre compte { $door } est ouvert : { $account }. Votre page explique comment vous connecter.
letter-needs-you-nothing = Vous avez jusqu’au { $deadline }. Si vous ne faites rien, l’accord prend alors fin, votre demande est effacée, et il vous faudrait en faire une nouvelle.
letter-needs-you-nothing-rest = Vous avez au moins jusqu’au { $deadline }. Si vous ne faites rien, votre demande est effacée, et ce qui manque ne sera plus ouvert. Les comptes déjà ouverts restent.

letter-could-not-open-subject = { $community } : pas encore de compte pour « { $name } »
letter-could-not-open-subject-nameless = { $community } : un compte n’a pas pu être ouvert ({ $id })
letter-could-not-open-happened = La modération a accepté une demande pour rejoindre { $community }, mais un des comptes n’a pas pu être ouvert.
letter-could-not-open-why-conflict = { $door } : quelqu’un d’autre a modifié le compte pendant sa création, nous n’y avons donc plus touché.
letter-could-not-open-do-conflict = La personne a été invitée à choisir un autre identifiant. Merci de prévenir les personnes qui gèrent { $door }, car personne d’autre ne devrait pouvoir modifier un compte si tôt.
letter-could-not-open-why-conflict-mastodon = { $door } : soit l’adresse e-mail de la personne y a déjà un compte, soit { $door } n’accepte pas cette adresse, soit il existe un compte avec cet identifiant sans que l’on puisse prouver qu’il est à elle. Nous y avons tout laissé tel quel.
letter-could-not-open-do-conflict-mastodon = Merci de demander à quelqu’un qui administre { $door } de chercher un tel compte, et de vérifier si ces adresses sont bloquées. Une fois que plus rien ne bloque, la personne pourra réessayer sur sa page.
letter-could-not-open-why-unavailable = { $door } : le serveur est resté longtemps injoignable et nous avons arrêté d’essayer.
letter-could-not-open-do-unavailable = Merci de prévenir les personnes qui gèrent { $door }. Quand le serveur répondra de nouveau, la personne pourra réessayer sur sa page.
letter-could-not-open-button = Voir la demande
letter-could-not-open-nothing = Il n’y a rien à voter. La page de la personne lui dit la même chose, et elle a jusqu’au { $deadline } pour continuer à partir de là. Ensuite, l’accord prend fin, et il lui faudrait faire une nouvelle demande.

letter-two-days-left-subject = Votre compte sur { $community } vous attend toujours
letter-two-days-left-happened = La modération de { $community } a dit oui à votre demande, mais vous n’avez pas encore choisi d’identifiant ni de mot de passe.
letter-two-days-left-do = Ouvrez votre page pour les choisir. Nous ouvrons alors votre compte.
letter-two-days-left-button = Choisir identifiant et mot de passe
letter-two-days-left-nothing = Vous avez jusqu’au { $deadline }. Si vous ne faites rien, l’accord prend alors fin, votre demande est effacée, et il vous faudrait en faire une nouvelle.

letter-already-asked-subject = Vous avez déjà demandé à rejoindre { $community }
letter-already-asked-happened = Quelqu’un, sans doute vous, a encore demandé à rejoindre { $community } avec cette adresse e-mail. Il y a déjà plusieurs demandes en cours avec cette adresse : nous n’avons donc pas transmis celle-ci.
letter-already-asked-do = Si c’était vous : vos demandes précédentes suivent leur cours, et leurs liens se trouvent dans nos e-mails précédents. La page ci-dessous permet de vous faire renvoyer les liens.
letter-already-asked-button = M’envoyer mes liens
letter-already-asked-nothing = Si ce n’était pas vous, ou si vous ne faites rien, rien ne change.

letter-your-links-subject = Vos liens sur { $community }
letter-your-links-happened = Quelqu’un, sans doute vous, a demandé les liens des demandes en cours faites avec cette adresse e-mail. Les voici.
letter-your-links-item = { $status }, demande faite le { $date }
letter-your-links-status-unconfirmed = En attente de votre confirmation
letter-your-links-status-pending = En attente de la modération
letter-your-links-status-approved = Acceptée
letter-your-links-status-open = Votre compte est ouvert
letter-your-links-status-rejected = Refusée
letter-your-links-nothing = Si ce n’était pas vous, ou si vous ne faites rien, rien ne change.

letter-password-changed-subject = { $community } : votre mot de passe Mastodon a été changé
letter-password-changed-happened = Le mot de passe de votre compte sur le Mastodon de { $community } a été changé le { $date }. Les applications et navigateurs qui étaient connectés ont été déconnectés.
letter-password-changed-do = Si c’était vous, il vous suffit de vous reconnecter.
letter-password-changed-not-you = Si ce n’était pas vous, quelqu’un d’autre a peut-être accès à votre compte. Définissez tout de suite un nouveau mot de passe : indiquez cette adresse e-mail sur la page ci-dessous, et Mastodon vous enverra un lien. Prévenez ensuite la modération de { $community }.
letter-password-changed-link = Si ce n’était pas vous, définissez ici un nouveau mot de passe

letter-set-password-subject = { $community } : définissez un nouveau mot de passe Mastodon
letter-set-password-happened = Quelqu’un, sans doute vous, a demandé un nouveau mot de passe pour votre compte sur le Mastodon de { $community }.
letter-set-password-do = Si c’était vous, ouvrez la page ci-dessous et saisissez-y un nouveau mot de passe.
letter-set-password-button = Définir un nouveau mot de passe
letter-set-password-nothing = Le lien fonctionne une seule fois, jusqu’au { $deadline }. Si vous ne faites rien, votre mot de passe reste le même.
letter-set-password-not-you = Ce n’était pas vous ? Ignorez alors cet e-mail, ou appuyez sur « Ce n’était pas moi » sur la même page : le lien cesse aussitôt d’être valable, et plus personne ne peut s’en servir.

letter-member-password-changed-subject = { $community } : votre mot de passe a été changé
letter-member-password-changed-happened = Le mot de passe qui vous sert à vous connecter à { $community } a été changé le { $date }. Toutes les sessions ouvertes ont été fermées, et les liens vers un nouveau mot de passe reçus dans des e-mails précédents ne sont plus valables.
letter-member-password-changed-doors = Vos comptes sur ces plateformes reçoivent le même mot de passe : { $platforms }. Si l’une d’elles ne peut pas le recevoir de nous, un autre e-mail vous dira quoi faire.
letter-member-password-changed-not-you = Si ce n’était pas vous, quelqu’un d’autre a peut-être accès à votre compte. Définissez tout de suite un nouveau mot de passe : indiquez cette adresse e-mail sur la page ci-dessous, et nous vous enverrons un lien. Prévenez ensuite la modération de { $community }.

letter-set-member-password-subject = { $community } : définissez un nouveau mot de passe
letter-set-member-password-happened = Quelqu’un, sans doute vous, a demandé un nouveau mot de passe pour votre compte sur { $community }. Vos comptes sur les plateformes le recevront aussi.
letter-set-member-password-happened-some = Quelqu’un, sans doute vous, a demandé un nouveau mot de passe pour votre compte sur { $community }. Si l’un de vos comptes sur les plateformes ne peut pas le recevoir de nous, un autre e-mail vous dira quoi faire.

letter-somebody-tried-subject = { $community } : mot de passe erroné pour votre compte Mastodon
letter-somebody-tried-happened = Le { $date }, quelqu’un a donné votre adresse e-mail et un mot de passe erroné pour votre compte sur le Mastodon de { $community }. Cette personne n’est pas entrée, et rien n’a changé.
letter-somebody-tried-do = Si c’était vous et que vous ne vous souvenez plus de votre mot de passe : indiquez cette adresse e-mail sur la page ci-dessous, et Mastodon vous enverra un lien pour en définir un nouveau.
letter-somebody-tried-link = Si vous avez oublié votre mot de passe, définissez-en un nouveau ici
letter-somebody-tried-nothing = Si ce n’était pas vous, vous n’avez rien à faire.

letter-change-it-there-subject = { $community } : à faire directement dans Mastodon
letter-change-it-there-happened = Quelqu’un, sans doute vous, nous a demandé un nouveau mot de passe ou un jeton pour votre compte sur le Mastodon de { $community }. Nous ne pouvons pas le faire d’ici : le compte a un second facteur, ou il est géré dans Mastodon. Rien n’a changé.
letter-change-it-there-do = Si c’était vous, faites-le là-bas. Pour un nouveau mot de passe, indiquez cette adresse e-mail sur la page ci-dessous, et Mastodon vous enverra un lien.
letter-change-it-there-button = Définir un nouveau mot de passe dans Mastodon
letter-change-it-there-nothing = Si ce n’était pas vous, vous n’avez rien à faire. Définissez un nouveau mot de passe seulement si quelqu’un connaît peut-être le vôtre.

letter-copy-by-hand-subject = { $community } : changez vous-même votre mot de passe { $platform }
letter-copy-by-hand-happened = Le mot de passe qui vous sert à vous connecter à { $community } a été changé. Nous n’avons pas pu le changer aussi pour votre compte sur { $platform }, où rien n’a changé.
letter-copy-by-hand-matrix = Pour y avoir aussi le nouveau mot de passe, connectez-vous à Matrix avec le mot de passe que vous y avez maintenant, et changez-le dans les paramètres de votre compte. Si vous ne le connaissez plus, demandez aux personnes qui gèrent { $community }.
letter-copy-by-hand-mastodon = Pour y avoir aussi le nouveau mot de passe, indiquez cette adresse e-mail sur la page ci-dessous, et Mastodon vous enverra un lien pour le définir.
letter-copy-by-hand-button-matrix = Ouvrir Matrix
letter-copy-by-hand-button-mastodon = Définir un nouveau mot de passe dans Mastodon
letter-copy-by-hand-button-here = Voir votre compte
letter-copy-by-hand-nothing = Si vous ne faites rien, vous gardez deux mots de passe différents, et toute personne qui connaît l’ancien peut encore s’en servir sur { $platform }.

letter-session-reused-subject = { $community } : nous avons fermé une de vos sessions
letter-session-reused-happened = Le { $date }, une de vos sessions sur { $community } a été utilisée à deux endroits à la fois. L’un des deux était peut-être quelqu’un d’autre : nous avons donc fermé cette session, des deux côtés.
letter-session-reused-do = Reconnectez-vous là où vous en avez besoin. Si vous ne savez pas comment c’est arrivé, changez votre mot de passe : cela ferme aussi toutes les autres sessions.
letter-session-reused-button = Ouvrir votre compte
letter-session-reused-nothing = Si vous ne faites rien, cette session reste fermée, et les autres continuent.

letter-left-subject = { $community } : vous n’êtes plus membre
letter-left-happened = Vous avez demandé à quitter { $community }, et c’est fait. Votre identifiant, votre adresse et votre mot de passe sont effacés ici, et toutes vos sessions sont fermées. Vos publications que d’autres peuvent lire restent, sans votre nom.
letter-left-matrix = Votre compte Matrix { $account } reste. Pour le fermer, connectez-vous à Matrix et choisissez « Désactiver le compte » dans les paramètres de votre compte.
letter-left-mastodon = Votre compte Mastodon { $account } reste. Pour le fermer, connectez-vous à Mastodon et choisissez « Supprimer le compte » dans les paramètres de votre compte.
letter-left-not-you = Si ce n’était pas vous, prévenez la modération de { $community } : quelqu’un connaissait votre mot de passe.
letter-left-link = Si vous souhaitez revenir un jour, demandez ici
letter-why-left = Vous recevez cet e-mail parce que cette adresse était jusqu’à maintenant celle d’un compte sur { $community }.

letter-post-unpublished-subject = { $community } : votre publication a été retirée du tableau d’affichage
letter-post-unpublished-happened-titled = La modération a retiré votre publication « { $title } » du tableau d’affichage de { $community }. Vous la retrouvez parmi vos publications, où personne d’autre que vous et la modération ne peut la lire.
letter-post-unpublished-happened = La modération a retiré une de vos publications du tableau d’affichage de { $community }. Vous la retrouvez parmi vos publications, où personne d’autre que vous et la modération ne peut la lire.
letter-post-unpublished-do = Vous pouvez l’y garder ou la supprimer, mais pas la publier de nouveau.
letter-post-unpublished-button = Voir vos publications
letter-post-unpublished-nothing = Si vous ne faites rien, elle reste où elle est. Si vous ne savez pas pourquoi c’est arrivé, demandez aux personnes qui gèrent { $community }.

letter-post-deleted-subject = { $community } : votre publication a été supprimée
letter-post-deleted-happened = La modération a supprimé une de vos publications du tableau d’affichage de { $community }.
letter-post-deleted-do = Si vous ne savez pas pourquoi c’est arrivé, demandez aux personnes qui gèrent { $community }.
letter-post-deleted-button = Ouvrir le tableau d’affichage
letter-post-deleted-nothing = Vous n’avez rien à faire.
