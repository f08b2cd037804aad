# How a registration stands, withdrawing it, and finding its link again.

# Status
page-status-unconfirmed = Revisa tu correo
page-status-unconfirmed-lead = Te estamos enviando un correo a
page-status-unconfirmed-open = Abre el enlace del correo.
page-status-unconfirmed-press = Pulsa “Sí, lo pedí yo”.
page-status-unconfirmed-then = Después la moderación lee tu solicitud y te escribimos.
page-status-unconfirmed-left = El enlace deja de funcionar dentro de
page-letter-missing = ¿No llega el correo?
page-status-unconfirmed-missing = Espera unos minutos y mira en la carpeta de spam. ¿Está mal escrita la dirección de arriba?
page-status-unconfirmed-again = Pedir la cuenta otra vez
page-status-pending = La moderación está leyendo tu solicitud
page-status-pending-lead = Ahora no tienes que hacer nada. Cuando te digan que sí, eliges aquí tu nombre y tu contraseña.
page-status-pending-lead-settled = Ahora no tienes que hacer nada. Tu nombre y tu contraseña ya están elegidos: tu cuenta se abre en cuanto te digan que sí.
page-status-pending-letters = Te escribimos cuando se haya decidido.
page-status-pending-no-letters = Vuelve con el enlace que guardaste para ver la respuesta.
page-status-pending-proof = Para Mastodon: confirma tu dirección
page-status-pending-left = El plazo para decidir termina dentro de
page-status-pending-nobody = Si para entonces nadie decide, la solicitud se borra sola y puedes pedir una cuenta otra vez.
page-who = { $count ->
    [one] Una persona de la moderación lee tu solicitud y decide.
   *[other] Hemos preguntado a { $count } personas de la moderación.
}
page-who-needed = { $count ->
    [one] Basta con que decida una de ellas.
   *[other] Tienen que decir que sí { $count } de ellas.
}
page-who-next = { $count ->
    [one] Decide una persona de la moderación.
   *[other] Preguntamos a { $count } personas de la moderación.
}
page-usual-hour = Suele tardar menos de una hora.
page-usual-hours = Suele tardar unas horas.
page-usual-day = Suele tardar menos de un día.
page-usual-days = Suele tardar uno o dos días.
page-usual-long = Suele tardar varios días.
page-status-choose = ¡Te damos la bienvenida! Elige tu nombre y tu contraseña
page-status-choose-lead = La moderación ha dicho que sí. Falta un paso.
page-status-choose-left = Tu plazo termina dentro de
page-status-choose-send = Abrir mi cuenta
page-status-elsewhere = La moderación ha dicho que sí
page-status-elsewhere-lead = El nombre y la contraseña se eligen con el enlace del correo que enviamos. Esta página solo puede mostrar cómo va.
page-status-elsewhere-left = El plazo para hacerlo termina dentro de
page-status-proof = Falta un paso: confirma tu dirección
page-status-proof-lead = La moderación ha dicho que sí. Abre el correo que te enviamos; cuando digas que sí allí, eliges nombre y contraseña y la cuenta se abre.
page-status-processing = Tu cuenta se está creando
page-status-processing-lead = Tarda unos segundos, o un poco más si el servidor está ocupado. Puedes cerrar esta página y volver.
page-status-look-again = Mirar otra vez
page-status-failed = Ya casi está: falta algo de tu parte
page-status-failed-lead = La moderación ha dicho que sí y eso no cambia. El problema fue otro.
page-status-failed-send = Probar otra vez
page-status-done = { $count ->
    [one] Tu cuenta está abierta
   *[other] Tus cuentas están abiertas
}
page-status-done-lead = ¡Te damos la bienvenida! Así inicias sesión.
page-status-done-member = Ahora eres miembro y también puedes iniciar sesión en este sitio.
page-status-done-kept = Esta página se borra sola dentro de
page-status-done-stays = { $count ->
    [one] Tu cuenta se queda.
   *[other] Tus cuentas se quedan.
}
page-status-rejected = Esta vez la moderación ha dicho que no
page-status-rejected-lead = Lo sentimos. No se creó ninguna cuenta.
page-status-rejected-words = Su mensaje para ti
page-status-rejected-again = Puedes intentarlo otra vez y contar más sobre ti.
page-status-kept = Esta página se borra sola dentro de
page-status-way = Tu camino
page-status-withdraw = Retirar mi solicitud
page-status-withdraw-why = ¿Cambiaste de opinión?
page-step-done = Hecho:
page-step-now = Ahora:
page-step-next = Después:
page-step-ended = Terminado:
page-step-asked = Tu solicitud
page-step-confirmed = Tu dirección
page-step-decided = La decisión de la moderación
page-step-chosen = Tu nombre y tu contraseña
page-step-ready = Tu cuenta
page-step-chosen-next = Los eliges aquí cuando la moderación diga que sí.
page-step-ready-next = Después se abre sola.
page-live-copy = Copiar
page-live-copied = Copiado
page-live-news = Hay novedades sobre tu solicitud.
page-live-load = Mostrarlas
page-notice-password-saved = Bien. Hemos olvidado tu contraseña. Ahora solo la sabes tú.
page-notice-too-late = Llegó tarde: tu cuenta se está creando o ya está abierta.
page-door-success = abierta
page-door-failed = todavía no
page-door-processing = se está creando
page-door-pending = en espera
page-door-name-taken = Otra persona tiene este nombre. Elige otro, por favor.
page-door-name-refused = El servidor no permite este nombre. Elige otro, por favor.
page-door-password-refused = El servidor no acepta esta contraseña. Elige una más larga o menos común, o deja que creemos una.
page-door-conflict = Alguien más modificó esta cuenta mientras la creábamos, así que no la tocamos. Elige otro nombre, por favor.
page-door-unavailable = El servidor no respondió durante mucho tiempo y dejamos de intentarlo.
page-door-try-again = Ya puedes probar otra vez.
page-door-choice = Esta cuenta se abre cuando elijas nombre y contraseña.
page-door-held-back = Esta cuenta podría abrirse, pero tu nombre no está libre en todas partes y un nombre no se puede cambiar después. Por eso esperamos a que elijas.
page-door-no-address = Esta cuenta necesita una dirección de correo confirmada y tu solicitud no tiene ninguna. Por eso no se abre.
page-proof-letter = Mastodon solo abre cuentas para direcciones confirmadas. Abre nuestro correo y pulsa “Sí, lo pedí yo”. Lo enviamos a
page-proof-missing = ¿No llega el correo? Espera unos minutos y mira en la carpeta de spam. Si hoy no llega, pide tu enlace otra vez mañana. Si la dirección está mal escrita o tampoco llega entonces, retira esta solicitud y haz una nueva.
page-proof-lost = Recuperar mi enlace
page-account-id = Tu nombre completo allí
page-account-server = Servidor que debes indicar en tu aplicación
page-account-rooms = Salas en las que ya estás
page-account-sign-in = Iniciar sesión
page-account-any-app = Abre cualquier aplicación de Matrix, elige “Iniciar sesión” e indica primero este servidor.
page-account-qr = Código QR
page-account-qr-matrix = Deja que otras personas lo escaneen con un teléfono que tenga una aplicación de Matrix: las lleva hasta ti.
page-account-qr-mastodon = Deja que otras personas lo escaneen con un teléfono: las lleva a tu página allí.
page-account-mastodon = Inicia sesión con tu dirección de correo y tu contraseña.
page-account-mastodon-set-password = Pon primero una contraseña: escribe allí tu dirección de correo y Mastodon te envía un enlace para hacerlo.
page-account-mastodon-letter = Mastodon te ha enviado su propio correo. Pulsa el enlace que trae y después inicia sesión con tu dirección de correo y tu contraseña.
page-account-set-password = Poner tu contraseña
page-account-open-mastodon = Abrir Mastodon
page-password = Tu contraseña
page-password-hidden = Creamos una contraseña para ti. Comprueba que nadie esté mirando tu pantalla. Desaparece con esta página, así que guárdala antes.
page-password-show = Mostrar mi contraseña
page-password-shown = Guárdala ahora en tu gestor de contraseñas o apúntala. Las mayúsculas y las minúsculas importan.
page-password-saved = Ya la guardé
page-password-needed = Tu otra cuenta todavía la necesita, así que la conservamos un poco más.
page-password-saved-means = Entonces la olvidamos y nadie puede volver a mostrarla.

page-token = Token de acceso para programas
page-token-offered = Con un token, un programa puede usar tu cuenta de Mastodon sin tu contraseña. Crea uno solo si lo necesitas.
page-token-make = Crear un token
page-token-scope = Lo que permite:
page-token-shown = Cópialo ahora: no volvemos a mostrarlo. No caduca, así que guárdalo como una contraseña. Puedes anularlo aquí mientras exista esta página y, después, en los ajustes de tu cuenta en Mastodon.
page-token-made = Se creó un token el
page-token-made-lost = Si lo has perdido o ya no lo necesitas, anúlalo. Después puedes crear otro.
page-token-revoke = Anular el token
page-token-revoke-means = Se anulan todos los tokens que este sitio dio para tu cuenta, también a un programa que pidió uno con tu contraseña.
page-notice-token-revoked = Hecho: ya no se puede usar ningún token que este sitio dio para tu cuenta.
page-notice-token-later = Está tardando más de lo normal. Pulsa el botón otra vez dentro de un momento, por favor.
page-notice-token-shown-before = Ya se mostró un token y no se vuelve a mostrar. Si lo has perdido, anúlalo y crea otro.
page-notice-token-refused = Mastodon no nos deja hacer esto para tu cuenta. Puedes hacerlo tú en los ajustes de tu cuenta allí.
page-notice-token-not-set-up = Quien administra este sitio no ha configurado los tokens.

# Withdrawing
page-withdraw-title = ¿Retirar tu solicitud?
page-withdraw-lead = Se borra todo lo que escribiste y la moderación deja de ocuparse de tu solicitud. Puedes pedir una cuenta otra vez más adelante.
page-withdraw-yes = Sí, retirarla
page-withdraw-no = No, volver
page-withdrawn-title = Tu solicitud se ha retirado
page-withdrawn-lead = Se ha borrado todo lo que escribiste.

# Lost links
page-lost-title = Recuperar mi enlace
page-lost-lead = Dinos la dirección de correo que diste en tu solicitud. Si tiene solicitudes abiertas, te enviamos sus enlaces.
page-lost-send = Enviarme mis enlaces
page-lost-no-address = ¿Pediste la cuenta sin dar una dirección? Entonces el enlace que guardaste es la única forma de volver.
page-lost-sent-title = Revisa tu correo
page-lost-sent-lead = Si esta dirección tiene solicitudes abiertas, sus enlaces van en camino.
page-lost-sent-to = Los correos se envían a
page-lost-sent-missing = Espera unos minutos y mira en la carpeta de spam. Si no llega nada, lo más probable es que no haya ninguna solicitud abierta con esta dirección.
