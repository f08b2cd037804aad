# The form at the gate, what follows upon sending it, and confirming.

# The form at the gate
page-apply-title = Demander un compte
page-apply-heading = Rejoindre { $community }
page-apply-lead = Parlez-nous un peu de vous. Ici, ce sont des personnes qui lisent chaque demande, et qui décident.
page-apply-next = Et ensuite ?
page-apply-step-send = Nous transmettons votre demande à l’équipe de modération.
page-apply-step-send-beside = Nous transmettons votre demande à l’équipe de modération. Pour Mastodon, nous vous envoyons aussi un lien par e-mail : ouvrez-le et appuyez sur le bouton qui s’y trouve.
page-apply-step-confirm-always = Nous vous envoyons un lien par e-mail. Ouvrez-le d’ici { $left } et appuyez sur le bouton qui s’y trouve.
page-apply-step-confirm = Si vous avez indiqué une adresse, nous vous envoyons un lien par e-mail. Ouvrez-le d’ici { $left } et appuyez sur le bouton qui s’y trouve.
page-apply-step-decide = L’équipe de modération lit votre demande. Elle a { $left } pour décider.
page-apply-step-choose = Si la réponse est oui, vous avez { $left } pour choisir votre identifiant et votre mot de passe. Votre compte s’ouvre alors.
page-apply-send = Envoyer ma demande
page-apply-resting = Le service fait une courte pause, et votre demande n’a pas été envoyée. Rien de ce que vous avez écrit n’est perdu : appuyez de nouveau sur « Envoyer ma demande » dans une minute.
page-apply-too-many = Il y a eu trop d’essais depuis votre réseau. Rien de ce que vous avez écrit n’est perdu : appuyez de nouveau sur « Envoyer ma demande » dans { $wait }.
page-apply-kept-title = Ce que nous conservons, et combien de temps
page-apply-kept = Ce que vous écrivez est conservé sous forme chiffrée, et seulement le temps nécessaire : { $unconfirmed } si une adresse n’est pas confirmée, { $pending } si personne ne décide, un jour après un refus, { $approved } si vous ne choisissez pas de mot de passe, deux jours une fois votre compte ouvert. Votre identifiant et votre adresse restent tant que vous êtes membre, jusqu’à votre départ.
page-apply-again = Demander un compte

# After sending
page-keep-title = Enregistrez cette page maintenant
page-keep-lead = Vous n’avez pas donné d’adresse e-mail : nous ne pouvons donc pas vous écrire. Ce qui suit est votre seul moyen de revenir, et nous ne l’affichons qu’une fois.
page-keep-yours = Votre moyen de revenir
page-keep-link = Votre lien
page-keep-qr = Votre lien, pour l’appareil photo d’un téléphone
page-keep-rid = Numéro de la demande
page-keep-token = Clé
page-keep-how = Copiez le lien en lieu sûr, ou imprimez cette page. Toute personne qui a ce lien peut s’en servir : gardez-le pour vous.
page-keep-print = Imprimer cette page
page-keep-then = L’équipe de modération a { $left } pour décider. Revenez avec votre lien pour voir sa réponse.
page-keep-open = C’est enregistré, ouvrir ma demande

# Confirming
page-confirm-title = Cette demande vient-elle de vous ?
page-confirm-lead = Quelqu’un a donné votre adresse e-mail pour demander un compte sur { $community }.
page-confirm-then = Après votre oui, l’équipe de modération lit la demande. Si elle l’accepte, vous choisissez votre identifiant et votre mot de passe.
page-confirm-then-beside = L’équipe de modération a déjà reçu cette demande. Mastodon n’ouvre de compte que pour une adresse confirmée : cette partie attend donc votre oui. À partir de là, seul votre lien permet de choisir l’identifiant et le mot de passe.
page-confirm-then-later = La demande n’attend pas votre oui. Il nous permet de vous écrire pour vous tenir au courant.
page-confirm-choose = Votre identifiant et votre mot de passe
page-confirm-choose-why = Si c’était vous, choisissez-les maintenant : un mot de passe envoyé avec la demande n’est plus valable après votre oui. Votre compte s’ouvrira dès que l’équipe de modération aura accepté.
page-confirm-choose-why-member = Si c’était vous, choisissez-les maintenant. Vous pouvez déjà vous connecter à ce site : après votre oui, c’est le mot de passe choisi ici qui compte, et celui envoyé avec la demande n’est plus valable.
page-confirm-yes = Oui, c’est ma demande
page-confirm-yes-means = La modération est invitée à décider.
page-confirm-yes-means-beside = Votre adresse est confirmée, et la demande est la vôtre.
page-confirm-yes-means-later = Désormais, nos e-mails arrivent à cette adresse.
page-confirm-not-me = Ce n’était pas moi
page-confirm-not-me-means = La demande est effacée, et nous ne vous écrivons plus.
page-confirm-not-me-means-kept = Votre adresse est retirée de la demande, et nous ne vous écrivons plus.
page-confirm-left = Si vous n’appuyez sur aucun bouton, la demande s’effacera dans
page-not-me-title = Merci. La demande est effacée
page-not-me-kept-title = Merci. Votre adresse est retirée
page-not-me-lead = Nous ne vous enverrons plus rien.
page-not-me-more = Pendant 30 jours, personne ne pourra demander un compte ici avec votre adresse. Vous n’avez rien d’autre à faire.
