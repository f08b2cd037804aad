# Signing in, the account, passwords.

# A new password
page-reset-title = Elige una contraseña nueva
page-reset-lead = Para tu cuenta de Mastodon en
page-reset-lead-member = Con ella inicias sesión aquí y en tus cuentas de las plataformas.
page-reset-set = Poner esta contraseña
page-reset-set-means-member = Se cierran todas las sesiones de tu cuenta, aquí y en las plataformas que nos lo confirman.
page-reset-set-means = Se cierran todas las sesiones de la cuenta. Las cuentas en otros sitios conservan su contraseña.
page-reset-not-me-means = El enlace deja de valer y tu contraseña se queda como está.
page-reset-left = Si no pulsas ninguno, el enlace deja de valer dentro de
page-reset-done-title = Tu contraseña ha cambiado
page-reset-done-lead = Se han cerrado todas tus sesiones de Mastodon. Inicia sesión allí con la contraseña nueva; las cuentas en otros sitios conservan la suya.
page-reset-done-open = Ir a { $server }
page-reset-done-lead-member = Se han cerrado todas tus sesiones. Inicia sesión con la contraseña nueva.
page-reset-done-sign-in = Iniciar sesión
page-reset-doors = Tus cuentas en las plataformas
page-reset-later-title = Está tardando más de lo normal
page-reset-later-lead = Ya hemos pasado tu contraseña nueva y un correo te avisa en cuanto esté puesta.
page-reset-later-more = Si en unos minutos no llega ningún correo, no ha cambiado nada. Abre entonces la página otra vez y vuelve a elegir.
page-reset-not-me-title = Gracias. El enlace ya no vale
page-reset-not-me-lead = Nadie puede usarlo y tu contraseña se queda como está.
page-reset-not-me-more = Alguien escribió aquí tu dirección. Eso por sí solo no abre nada, y no tienes que hacer nada más.

# Signing in
page-login-title = Iniciar sesión
page-login-send = Iniciar sesión
page-login-ended = Tu sesión se ha cerrado: pasó mucho tiempo o la cerraste desde otro sitio. Inicia sesión otra vez y sigues donde estabas.
page-login-board = El tablón es para miembros. Inicia sesión y pasas directamente a él.
page-login-writing = En el tablón escriben los miembros. Inicia sesión y sigues directamente.
page-login-queue = Inicia sesión con la cuenta que tiene tu dirección de moderación y pasas directamente a las solicitudes pendientes.
page-login-forgot = Olvidé mi contraseña
page-login-none = ¿Todavía no tienes cuenta?
page-login-already-title = Ya has iniciado sesión
page-login-already-as = Estás aquí como
page-login-go-on = Seguir
page-login-other = Para entrar con otra cuenta, primero cierra la sesión. El botón está aquí:
page-apply-member-lead = Ya eres miembro de esta comunidad.
page-apply-member-again = Pedir otra cuenta
page-apply-member-again-means = Para alguien que está contigo o una segunda cuenta tuya. La moderación decide sobre ella como sobre cualquier otra.
page-signed-out-title = Has cerrado la sesión
page-signed-out-lead = Este navegador ya no abre nada tuyo. Tus sesiones en otros sitios siguen como están.

# Your account
page-member-title = Tu cuenta
page-member-name = Nombre para iniciar sesión
page-member-no-name = ninguno: inicias sesión con tu dirección de correo
page-member-email = Dirección de correo
page-member-no-email = ninguna: no podemos escribirte, ni ayudarte si olvidas tu contraseña
page-member-proved = confirmada
page-member-unproved = sin confirmar
page-member-role = Función
page-member-role-member = Miembro
page-member-role-moderator = Moderación
page-member-role-operator = Administración
page-member-since = Miembro desde
page-member-sign-out = Cerrar sesión
page-member-no-doors = No se abrió ninguna para ti.
page-member-door-done = Tiene la contraseña con la que inicias sesión aquí.
page-member-door-later = En este momento no responde. Recibe tu contraseña nueva en cuanto responda, como máximo 7 días después del cambio; hasta entonces allí vale la anterior.
page-member-door-by-hand-matrix = Sigue teniendo tu contraseña anterior: no pudimos cambiarla desde aquí. Inicia sesión allí con la anterior y cámbiala en los ajustes de tu cuenta; si ya no la sabes, pregunta a quienes administran este sitio.
page-member-door-by-hand-mastodon = Sigue teniendo tu contraseña anterior: no pudimos cambiarla desde aquí. Pide una nueva en el propio Mastodon, en su página “¿Olvidaste tu contraseña?”.
page-member-sessions = Dónde tienes la sesión iniciada
page-member-session-unknown = Un programa desconocido
page-member-session-here = (este navegador)
page-member-session-since = Desde el
page-member-session-seen-lately = Última actividad hace menos de un día
page-member-session-seen = Última actividad hace { $age }
page-member-session-end = Cerrar
page-member-end-others = { $count ->
    [one] Cerrar la otra sesión
   *[other] Cerrar las otras { $count } sesiones
}
page-member-end-means = En los navegadores la sesión se cierra al momento. Un programa puede seguir { $left } como máximo.
page-member-notice-ended = Esa sesión se ha cerrado.
page-member-notice-others = Todas las demás sesiones se han cerrado.
page-member-change = Contraseña
page-member-change-open = Cambiar mi contraseña
page-member-change-send = Cambiar mi contraseña
page-member-change-means = Cambia también en las plataformas. Después se cierran todas tus sesiones, también esta, e inicias sesión con la nueva.
page-member-token-shown = Cópialo ahora: no volvemos a mostrarlo. No caduca, así que guárdalo como una contraseña. Puedes anularlo aquí en cualquier momento.
page-member-token-ends = Un token nuevo anula el anterior.
page-member-leave = Dejar la comunidad
page-member-leave-open = Irme para siempre
page-member-leave-goes = Aquí se borran tu nombre, tu dirección y tu contraseña, desaparecen tus borradores y votos, y se cierran todas tus sesiones. Esto no se puede deshacer.
page-member-leave-stays-doors = Tus cuentas en las plataformas se quedan: ciérralas allí.
page-member-leave-stays = Las publicaciones que otros pueden leer se quedan, sin tu nombre.
page-member-leave-send = Irme para siempre
page-left-title = Te has ido
page-left-lead = Hemos borrado lo que sabíamos de ti. Gracias por haber formado parte.
page-left-stays = Lo que se queda
page-left-end-there = Para cerrar una de esas cuentas, inicia sesión allí y mira en sus ajustes.

# A forgotten password
page-forgot-title = ¿Olvidaste tu contraseña?
page-forgot-lead = Dinos tu dirección de correo. Si es la de una cuenta de aquí, te enviamos un enlace para poner una contraseña nueva.
page-forgot-send = Enviarme un enlace
page-forgot-no-address = ¿Tienes una cuenta sin dirección? Entonces solo pueden ayudarte quienes administran este sitio.
page-forgot-sent-title = Revisa tu correo
page-forgot-sent-lead = Si esta dirección es la de una cuenta de aquí, un enlace va en camino. Vale media hora.
page-forgot-sent-missing = Espera unos minutos y mira en la carpeta de spam. Si no llega nada, lo más probable es que no haya ninguna cuenta con esta dirección.
page-forgot-again = Probar con otra dirección
