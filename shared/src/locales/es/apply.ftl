# The form at the gate, what follows upon sending it, and confirming.

# The form at the gate
page-apply-title = Pedir una cuenta
page-apply-heading = Únete a { $community }
page-apply-lead = Cuéntanos un poco de ti. Cada solicitud la leen personas, y deciden personas.
page-apply-next = Qué pasa después
page-apply-step-send = Pasamos tu solicitud a la moderación.
page-apply-step-send-beside = Pasamos tu solicitud a la moderación. Para Mastodon te enviamos además un enlace por correo: ábrelo y pulsa allí el botón.
page-apply-step-confirm-always = Te enviamos un enlace por correo. Tienes { $left } para abrirlo y pulsar allí el botón.
page-apply-step-confirm = Si nos diste una dirección, te enviamos un enlace por correo. Tienes { $left } para abrirlo y pulsar allí el botón.
page-apply-step-decide = La moderación lee tu solicitud. Tiene { $left } para decidir.
page-apply-step-choose = Cuando te digan que sí, tienes { $left } para elegir nombre y contraseña. Después se abre tu cuenta.
page-apply-send = Enviar mi solicitud
page-apply-resting = La puerta está cerrada por un momento y tu solicitud no se ha enviado. No se ha perdido nada de lo que escribiste: pulsa “Enviar mi solicitud” otra vez dentro de un minuto.
page-apply-too-many = Hubo demasiados intentos desde tu red. No se ha perdido nada de lo que escribiste: pulsa “Enviar mi solicitud” otra vez dentro de { $wait }.
page-apply-kept-title = Qué guardamos y por cuánto tiempo
page-apply-kept = Lo que escribes se guarda cifrado y solo mientras hace falta: { $unconfirmed } si no se confirma una dirección, { $pending } si nadie decide, un día después de un no, { $approved } si no eliges contraseña y dos días después de abrirse tu cuenta. Tu nombre y tu dirección se quedan mientras seas miembro, hasta que te vayas.
page-apply-again = Pedir una cuenta

# After sending
page-keep-title = Guarda esta página ahora
page-keep-lead = No nos diste una dirección de correo, así que no podemos escribirte. Lo que ves aquí es la única forma de volver a tu solicitud, y lo mostramos una sola vez.
page-keep-yours = Tu forma de volver
page-keep-link = Tu enlace
page-keep-qr = Tu enlace para la cámara de un teléfono
page-keep-rid = Número de solicitud
page-keep-token = Clave
page-keep-how = Copia el enlace en un lugar seguro o imprime esta página. Cualquiera que tenga el enlace puede usarlo, así que no lo compartas.
page-keep-print = Imprimir esta página
page-keep-then = La moderación tiene { $left } para decidir. Vuelve con tu enlace para ver qué respondió.
page-keep-open = Ya lo guardé. Abrir mi solicitud

# Confirming
page-confirm-title = ¿Lo pediste tú?
page-confirm-lead = Alguien dio tu dirección de correo para pedir una cuenta en { $community }.
page-confirm-then = Cuando digas que sí, la moderación lee la solicitud. Si la aprueba, eliges nombre y contraseña.
page-confirm-then-beside = La moderación ya tiene esta solicitud. Mastodon solo abre cuentas para direcciones confirmadas, así que esa parte espera tu sí. A partir de ahí, el nombre y la contraseña se eligen solo con tu enlace.
page-confirm-then-later = La solicitud no espera tu sí. Con él podemos escribirte cómo va.
page-confirm-choose = Tu nombre y tu contraseña
page-confirm-choose-why = Si fuiste tú, elígelos ahora: si la solicitud venía con una contraseña, deja de valer cuando digas que sí. Tu cuenta se abre en cuanto la moderación la apruebe.
page-confirm-choose-why-member = Si fuiste tú, elígelos ahora. Ya puedes iniciar sesión en este sitio: desde que digas que sí vale la contraseña que elijas aquí, y deja de valer la que venía con la solicitud.
page-confirm-yes = Sí, lo pedí yo
page-confirm-yes-means = Pedimos a la moderación que decida.
page-confirm-yes-means-beside = Tu dirección queda confirmada y la solicitud es tuya.
page-confirm-yes-means-later = A partir de ahora nuestros correos llegan aquí.
page-confirm-not-me = No fui yo
page-confirm-not-me-means = La solicitud se borra y dejamos de escribirte.
page-confirm-not-me-means-kept = Quitamos tu dirección de la solicitud y dejamos de escribirte.
page-confirm-left = Si no pulsas ninguno, la solicitud se borra sola dentro de
page-not-me-title = Gracias. La solicitud se ha borrado
page-not-me-kept-title = Gracias. Hemos quitado tu dirección
page-not-me-lead = No te enviaremos nada más.
page-not-me-more = Durante 30 días nadie puede pedir una cuenta aquí con tu dirección. No tienes que hacer nada más.
