# When something is in the way: pages, the labels of fields, and what is wrong in them.

# When something is in the way
page-ended-title = Este enlace no abre nada
page-ended-lead = El motivo puede ser sencillo:
page-ended-forgotten = La solicitud ha terminado. Las solicitudes se borran solas un tiempo después.
page-ended-withdrawn = La solicitud se retiró.
page-ended-copied = El enlace no se copió entero. Prueba a abrirlo otra vez desde el correo.
page-ended-lost = Recuperar mi enlace
page-ended-reset-used = Ya se usó: vale para una sola contraseña nueva.
page-ended-reset-over = Se acabó su tiempo. Vale media hora.
page-ended-reset-then = Pedir otro
page-ended-moderator-over = La solicitud ha terminado y se ha borrado, o la persona la retiró.
page-ended-moderator-list = Tu dirección ya no está en la lista de la moderación, o hay enlaces más nuevos en lugar de este.
page-ended-moderator-then = Si tienes dudas, pregunta a quien administra esta comunidad.
page-stale-title = Abre la página otra vez, por favor
page-stale-lead = Llevaba demasiado tiempo abierta o venía de otro sitio, así que no hicimos nada. Ábrela otra vez y pulsa allí el botón.
page-stale-open = Abrir la página
page-problem-not-found = Esta página no existe
page-problem-not-found-lead = Puede que la dirección esté mal escrita o sea antigua. Si seguiste el enlace de un correo, cópialo entero o pide que te enviemos otra vez tus enlaces.
page-problem-too-many = Demasiados intentos
page-problem-too-many-lead = Hubo demasiados intentos desde tu red. Vuelve atrás y prueba otra vez dentro de { $wait }.
page-problem-resting = Estamos descansando un momento
page-problem-resting-lead = El servicio no puede responder ahora. Prueba otra vez dentro de un minuto. Si pulsaste un botón, púlsalo de nuevo: nada ocurre dos veces.
page-problem-nothing-to-see = Aquí no hay nada que ver
page-problem-nothing-to-see-lead = Esta dirección solo recibe lo que envían formularios y programas. Lo que buscabas empieza en otra parte.
page-problem-too-large = Era demasiado texto
page-problem-too-large-lead = Vuelve atrás y acorta lo que escribiste, por favor.
page-problem-other = Algo salió mal
page-problem-other-lead = No es culpa tuya. Vuelve atrás y prueba otra vez. Si sigue fallando, da el número de abajo a quien administra este sitio.
page-problem-home = Ir a la página de inicio
page-problem-number = Para quien administra:

## Fields

field-optional = (opcional)
field-email = Dirección de correo
field-email-hint = Te escribimos sobre esta solicitud y nada más.
field-email-hint-optional = Te escribimos sobre esta solicitud y, más adelante, sobre tu cuenta. Sin dirección te damos un enlace para guardar.
field-email-for-mastodon = (necesaria para Mastodon)
field-email-hint-moderator = La que conoce de ti quien administra este sitio.
field-email-hint-lost = La que diste en tu solicitud.
field-email-hint-forgot = La de tu cuenta.
field-name-wish = El nombre que te gustaría
field-name-choose = Tu nombre
field-name-choose-on = Tu nombre en { $door }
field-name-hint = Hasta 30 caracteres: letras de la a a la z, números o guiones bajos. Las mayúsculas pasan a minúsculas.
field-name-hint-ends = { $count ->
    [one] El nombre completo termina en { $ends }.
   *[other] Los nombres completos terminan en { $ends }.
}
field-name-fixed = Tu cuenta ya tiene este nombre.
field-name-available = “{ $name }” está libre ahora mismo.
field-name-taken = “{ $name }” no está disponible. Prueba con otro nombre, por favor.
field-name-doors = “{ $name }” está
field-name-door-available = libre en { $door }
field-name-door-taken = ocupado en { $door }
field-name-door-unknown = sin comprobar por ahora en { $door }
field-name-door-untold = { $door } no dice de antemano qué nombres están ocupados. Puedes seguir; si el tuyo lo está, te volveremos a preguntar.
field-name-unknown = Ahora no podemos preguntar al servidor. Puedes seguir; si el nombre está ocupado, te volveremos a preguntar.
field-name-untold = Este servidor no dice de antemano qué nombres están ocupados. Puedes seguir; si el tuyo lo está, te volveremos a preguntar.
field-reason = ¿Por qué te gustaría unirte?
field-reason-hint = Basta con una o dos frases; 1000 caracteres como máximo. Lo lee la moderación.
field-doors = ¿Dónde te gustaría tener una cuenta?
field-doors-hint = Elige una opción o varias.
field-doors-hint-mastodon = Mastodon necesita una dirección de correo, que confirmas con un enlace que te enviamos.
field-scope-legend = ¿Dónde te gustaría este nombre?
field-scope-both = En todas partes, para que mis cuentas tengan el mismo nombre
field-scope-here = Solo en { $door }
field-password-elsewhere = La contraseña de esta cuenta la pones en el propio Mastodon. Te mostramos dónde.
field-password-legend = Tu contraseña
field-password-own = Elegir una propia
field-password = Contraseña
field-password-hint = Al menos { $count } caracteres. Bastan unas cuantas palabras sin relación entre sí; no hacen falta signos ni números. Que no sea tu nombre ni tu dirección.
field-password-keep-hint = Déjala vacía para conservar la que tienes.
field-password-generate = Crear una para mí
field-password-generate-hint = Te la mostramos cuando tu cuenta esté abierta.
field-password-join = Contraseña para este sitio
field-password-join-hint = Con una dirección de correo y una contraseña puedes iniciar sesión aquí enseguida. Las cuentas en otros sitios esperan a la moderación.
field-new-password = Contraseña nueva
field-old-password = Tu contraseña actual
field-leave-password = Tu contraseña
field-sign-in-name = Nombre o dirección de correo
field-message = Motivo para esta persona
field-message-hint = Se incluye en el correo. 1000 caracteres como máximo.
field-message-hint-no-letter = Lo leerá en su página. 1000 caracteres como máximo.
field-silent = No enviar correo
field-title = Título
field-content = Texto
field-content-hint = Deja una línea vacía entre párrafos. Las *palabras* entre asteriscos se destacan, “- ” empieza una línea de una lista y [palabras](https://example.org) crea un enlace; también lo hace una dirección que empieza por https://.

## Faults

fault-email-missing = Escribe tu dirección de correo
fault-email-for-mastodon = Escribe tu dirección de correo o desmarca Mastodon: la necesita
fault-email-for-password = Escribe tu dirección de correo: con ella inicias sesión
fault-email-malformed = Escribe una dirección de correo como nombre@example.org
fault-name-empty = Escribe el nombre que te gustaría
fault-name-too-long = Usa como máximo 30 caracteres para el nombre
fault-name-characters = Usa solo letras de la a a la z, números y guiones bajos
fault-name-digits-only = Usa al menos una letra en el nombre
fault-name-leading-underscore = Empieza el nombre con una letra o un número
fault-name-reserved = { fault-name-taken }
fault-name-taken = Este nombre no está disponible. Elige otro
fault-reason-missing = Cuéntanos por qué te gustaría unirte
fault-reason-too-long = Acorta tu motivo a { $count } caracteres
fault-answer-too-long = Acorta tu respuesta a { $count } caracteres
fault-message-too-long = Acorta tu mensaje a { $count } caracteres
fault-door-missing = Elige al menos un lugar para tu cuenta
fault-door-closed = Elige un lugar de la lista
fault-password-missing = Escribe una contraseña o elige “Crear una para mí”
fault-new-password-missing = Escribe una contraseña nueva
fault-new-password-weak = Esta contraseña es fácil de adivinar. Usa una más larga
fault-password-refused = El servidor no acepta esta contraseña. Usa una más larga o menos común
fault-wrong-password = Esta no es tu contraseña. Prueba otra vez
fault-sign-in = Revisa el nombre y la contraseña: no coinciden
fault-password-short = Usa al menos { $count } caracteres para tu contraseña
fault-password-long = Usa como máximo { $count } caracteres para tu contraseña
fault-password-bytes = Usa una contraseña más corta: { $count } letras simples como máximo. Las letras con acento, otros alfabetos y los emojis cuentan como dos a cuatro
fault-password-weak = Esta contraseña es fácil de adivinar. Usa una más larga o elige “Crear una para mí”
fault-title-missing = Pon un título a tu publicación
fault-title-too-long = Acorta el título a { $count } caracteres
fault-content-missing = Escribe algo
fault-content-too-long = Acorta tu texto a { $count } caracteres
