# Letters.
#
# Each says what happened, what its reader can do, by when, what happens without, and why it came.
# { $deadline } reads like "2 de mayo de 2027, 09:00 UTC (dentro de 2 días)".

letter-hello = Hola:
letter-link-hint = Si el botón no funciona, abre este enlace:
letter-own-link = El enlace de este correo es solo para ti. Quien lo tenga puede actuar en tu nombre, así que no reenvíes este correo.
letter-own-links = Los enlaces de este correo son solo para ti. Quien los tenga puede actuar en tu nombre, así que no reenvíes este correo.
letter-why-applicant = Recibes este correo porque con esta dirección se hizo una solicitud para unirse a { $community }.
letter-why-moderator = Recibes este correo porque formas parte de la moderación de { $community }.
letter-why-member = Recibes este correo porque esta dirección pertenece a una cuenta de { $community }.
letter-why-owner = Recibes este correo porque esta dirección pertenece a una cuenta del Mastodon de { $community }.
letter-message = La moderación escribió:
letter-contact = ¿Tienes preguntas? Responde a este correo o escribe a { $address }.

letter-date = { $day } de { $month ->
    [m01] enero
    [m02] febrero
    [m03] marzo
    [m04] abril
    [m05] mayo
    [m06] junio
    [m07] julio
    [m08] agosto
    [m09] septiembre
    [m10] octubre
    [m11] noviembre
   *[m12] diciembre
} de { $year }, { $time } UTC
letter-left-days = dentro de { $count ->
    [one] 1 día
   *[other] { $count } días
}
letter-left-hours = dentro de { $count ->
    [one] 1 hora
   *[other] { $count } horas
}
letter-left-minutes = dentro de { $count ->
    [one] 1 minuto
   *[other] { $count } minutos
}
letter-date-and-left = { $deadline } ({ $left })

letter-confirm-subject = Confirma tu solicitud para unirte a { $community }
letter-confirm-happened = Alguien, esperamos que tú, pidió una cuenta en { $community } y dio esta dirección de correo.
letter-confirm-do = La página de abajo muestra lo que se pidió. Si fuiste tú, ábrela y pulsa “Sí, lo pedí yo”. Solo entonces recibe tu solicitud la moderación.
letter-confirm-button = Ver la solicitud
letter-confirm-nothing = Tienes tiempo hasta el { $deadline }. Si no haces nada, la solicitud se borra entonces y nadie se entera de ella.
letter-confirm-beside-subject = Confirma tu dirección de correo para { $community }
letter-confirm-beside-happened = Alguien, esperamos que tú, pidió una cuenta en { $community }, también en Mastodon, y dio esta dirección de correo. La moderación ya tiene la solicitud.
letter-confirm-beside-do = La página de abajo muestra lo que se pidió. Si fuiste tú, ábrela y pulsa “Sí, lo pedí yo”.
letter-confirm-beside-nothing = Tienes tiempo hasta el { $deadline }. Solo la cuenta de Mastodon espera tu sí, y sin él no se abre.
letter-confirm-later-subject = Confirma tu dirección de correo para { $community }
letter-confirm-later-happened = Alguien, esperamos que tú, pidió una cuenta en { $community } y ahora ha dado para ella esta dirección de correo.
letter-confirm-later-do = Si fuiste tú, abre la página de abajo y pulsa “Sí, lo pedí yo”. Así sabemos que nuestros correos te llegan aquí.
letter-confirm-later-nothing = Tienes tiempo hasta el { $deadline }. Nada más depende de ello.
letter-confirm-not-you = ¿No fuiste tú? Entonces ignora este correo, o pulsa “No fui yo” en la misma página y dejamos en paz esta dirección.

letter-received-subject = Tenemos tu solicitud para unirte a { $community }
letter-received-happened = Gracias. La moderación ya tiene tu solicitud para unirte a { $community }.
letter-received-do = No tienes que hacer nada. En tu página puedes ver cómo va tu solicitud y retirarla si cambias de opinión.
letter-received-do-mastodon = Falta una cosa para tu cuenta de Mastodon: abre tu página y pulsa “Sí, lo pedí yo”, para que sepamos que esta dirección de correo es tuya. Nada más depende de ello. Allí puedes ver también cómo va tu solicitud, y retirarla.
letter-received-button = Ver cómo va
letter-received-nothing = La moderación tiene tiempo para decidir hasta el { $deadline }, y te escribimos en cuanto lo haga. Si para entonces nadie decide, tu solicitud se borra y puedes pedir una cuenta otra vez.
letter-received-keep = Guarda este correo, por favor: con su enlace vuelves a tu solicitud.

letter-case-wish = Nombre que le gustaría
letter-case-wish-none = todavía ninguno
letter-case-doors = Cuenta en
letter-case-door-matrix = Matrix
letter-case-door-mastodon = Mastodon
letter-case-note = Ten en cuenta
letter-case-flag-same-address = Con la misma dirección de correo ya se hizo otra solicitud.
letter-case-flag-no-address = No dio ninguna dirección de correo.
letter-case-flag-unproved = Nadie ha confirmado su dirección de correo.
letter-case-votes = Votos hasta ahora
letter-case-votes-counted = { $approve } a favor y { $reject } en contra. Votos necesarios: { $needed_approve } para aprobar, { $needed_reject } para rechazar.
letter-case-votes-first = Ninguno. El primer voto decide.
letter-case-reason = Por qué quiere unirse, en sus palabras:
letter-case-reason-none = No indicó ningún motivo.
letter-case-care = Estas palabras son de alguien que no conocemos. Ten cuidado con cualquier dirección que aparezca en ellas.

letter-please-decide-subject = { $community }: “{ $name }” pide unirse
letter-please-decide-subject-nameless = { $community }: alguien pide unirse ({ $id })
letter-please-decide-happened = Alguien quiere unirse a { $community }. Esto es lo que nos contó.
letter-please-decide-do = Échale un vistazo y decide, por favor. Abrir el enlace no decide nada todavía: se vota con un botón en la página.
letter-please-decide-button = Ver y decidir
letter-please-decide-nothing = Hay tiempo hasta el { $deadline }. Si para entonces nadie decide, la solicitud se borra.
letter-please-decide-queue = Todas las solicitudes pendientes

letter-queue-link-subject = { $community }: tu enlace a las solicitudes pendientes
letter-queue-link-happened = Alguien, esperamos que tú, pidió tu enlace a las solicitudes pendientes de { $community }.
letter-queue-link-do = Con el enlace ves todas las solicitudes pendientes y votas con botones. Abrirlo no decide nada.
letter-queue-link-button = Ver las solicitudes pendientes
letter-queue-link-nothing = ¿No fuiste tú? Entonces no tienes que hacer nada: el enlace no lo recibió nadie más.

letter-reminder-subject = { $community }: “{ $name }” sigue esperando
letter-reminder-subject-nameless = { $community }: alguien sigue esperando ({ $id })
letter-reminder-half = Ha pasado la mitad del plazo y la solicitud de abajo sigue sin decidirse.
letter-reminder-nine-tenths = El plazo está por terminar y la solicitud de abajo sigue sin decidirse. Este es el último recordatorio.

letter-approved-subject = { $community } te da la bienvenida: falta un paso
letter-approved-happened = Buenas noticias: la moderación de { $community } ha dicho que sí a tu solicitud.
letter-approved-do = Falta un paso: abre tu página y elige un nombre y una contraseña. Después abrimos tu cuenta.
letter-approved-button = Elegir nombre y contraseña
letter-approved-nothing = Tienes tiempo hasta el { $deadline }. Si no haces nada, entonces termina la aprobación, tu solicitud se borra y tendrías que pedir una cuenta otra vez.

letter-rejected-subject = Tu solicitud para unirte a { $community }
letter-rejected-happened = La moderación de { $community } ha decidido no abrirte una cuenta esta vez. Sentimos no tener mejores noticias.
letter-rejected-do = No tienes que hacer nada. Si algo cambia, puedes pedirla otra vez.
letter-rejected-button = Abrir tu página
letter-rejected-nothing = Tu solicitud y todo lo que escribiste en ella se borran el { $deadline }.

letter-nobody-decided-subject = Todavía nadie ha decidido sobre tu solicitud
letter-nobody-decided-happened = La moderación de { $community } todavía no ha decidido sobre tu solicitud, y el plazo termina el { $deadline }.
letter-nobody-decided-do = No tienes que hacer nada; se lo hemos recordado a la moderación. En tu página puedes ver cómo va.
letter-nobody-decided-button = Ver cómo va
letter-nobody-decided-nothing = Si para entonces nadie decide, tu solicitud se borra. Eso no dice nada de ti, y puedes pedir una cuenta otra vez.

letter-account-ready-subject = { $community }: { $count ->
    [one] tu cuenta está lista
   *[other] tus cuentas están listas
}
letter-account-ready-subject-part = { $community }: tu cuenta de { $door } está lista
letter-account-ready-happened = { $count ->
    [one] Tu cuenta en { $community } está abierta. ¡Te damos la bienvenida!
   *[other] Tus cuentas en { $community } están abiertas. ¡Te damos la bienvenida!
}
letter-account-ready-happened-part = Tu cuenta de { $door } en { $community } está abierta. ¡Te damos la bienvenida!
letter-account-ready-matrix-id = Tu dirección de Matrix
letter-account-ready-matrix-server = Servidor (homeserver), si tu aplicación lo pide
letter-account-ready-mastodon-handle = Tu dirección de Mastodon
letter-account-ready-matrix-sign-in = Inicia sesión en Matrix con tu dirección de Matrix y { $password ->
    [made] esta contraseña
   *[chosen] la contraseña que elegiste
}.
letter-account-ready-mastodon-sign-in = Inicia sesión en Mastodon con esta dirección de correo y { $password ->
    [made] esta contraseña
   *[chosen] la contraseña que elegiste
}.
letter-account-ready-mastodon-set-password = Tu cuenta de Mastodon se creó con una contraseña que nadie sabe. Antes de iniciar sesión, pon una tuya: escribe esta dirección de correo en la página de abajo y Mastodon te envía un enlace.
letter-account-ready-mastodon-set-password-button = Poner mi contraseña de Mastodon
letter-account-ready-mastodon-then = Después inicia sesión en Mastodon con esta dirección de correo y esa contraseña.
letter-account-ready-mastodon-confirm = Mastodon te envía su propio correo. Abre el enlace que trae en un plazo de 7 días: antes la cuenta no funciona, y después Mastodon la borra.
letter-account-ready-generated = Creamos una contraseña para ti. Está en tu página, detrás de un botón: guárdala en un lugar seguro antes de iniciar sesión.
letter-account-ready-client = Iniciar sesión en { $door }
letter-account-ready-rooms = Salas para empezar:
letter-account-ready-button = Abrir tu página
letter-account-ready-generated-button = Ver mi contraseña
letter-account-ready-member = Ahora eres miembro de { $community } e inicias sesión allí con la misma contraseña: para encontrarte con los demás en el tablón o para cambiar la contraseña de todas tus cuentas a la vez.
letter-account-ready-member-link = Iniciar sesión en { $community }
letter-account-ready-nothing = Tu página y lo que queda de tu solicitud se borran el { $deadline }. { $count ->
    [one] Tu cuenta se queda.
   *[other] Tus cuentas se quedan.
}
letter-account-ready-rest-nothing = Para eso tienes tiempo hasta el { $deadline }: entonces se borran tu página y lo que queda de tu solicitud. La cuenta que ya está abierta se queda.
letter-account-ready-generated-nothing = Tu página, y la contraseña que hay en ella, se borran el { $deadline }. { $count ->
    [one] Tu cuenta se queda
   *[other] Tus cuentas se quedan
}, pero necesitas la contraseña para entrar.

letter-other-door-work = Tu cuenta de { $door } tarda más. No tienes que hacer nada: te escribimos otra vez en cuanto esté lista, o si te necesitamos para algo.
letter-other-door-proof = Tu cuenta de { $door } todavía no está abierta: espera hasta que sepamos que esta dirección de correo es tuya. Abre tu página, pulsa “Sí, lo pedí yo” y sigue desde allí.
letter-other-door-choice = Tu cuenta de { $door } todavía no está abierta: te espera a ti. Abre tu página para seguir.
letter-other-door-follows = Para tu cuenta de { $door } todavía no se ha hecho nada: viene en cuanto hayas elegido.
letter-other-door-failed = Tu cuenta de { $door } todavía no está abierta. Otro correo nuestro explica cuál es el problema.

letter-needs-you-subject = Ayúdanos a abrir tu cuenta en { $community }
letter-needs-you-happened-name-taken = Tu cuenta de { $door } en { $community } todavía no está abierta: el nombre que elegiste ya está ocupado allí.
letter-needs-you-happened-name-refused = Tu cuenta de { $door } en { $community } todavía no está abierta: el servidor no permite el nombre que elegiste.
letter-needs-you-happened-password-refused = Tu cuenta de { $door } en { $community } necesita algo más de ti: el servidor no acepta la contraseña para ella.
letter-needs-you-happened-conflict = Tu cuenta de { $door } en { $community } no está abierta: alguien más la modificó mientras la creábamos, así que no la tocamos.
letter-needs-you-happened-conflict-mastodon = Tu cuenta de { $door } en { $community } no está abierta. O esta dirección de correo ya tiene una cuenta allí, o { $door } no acepta esta dirección, o existe una cuenta con tu nombre y no podemos comprobar que sea tuya. Allí lo dejamos todo como está.
letter-needs-you-happened-unavailable = Tu cuenta de { $door } en { $community } todavía no está abierta: durante mucho tiempo no pudimos comunicarnos con el servidor y hemos dejado de intentarlo.
letter-needs-you-do-name = Abre tu página y elige otro nombre, por favor. Tu aprobación se mantiene.
letter-needs-you-do-name-or-here = Abre tu página y elige otro nombre, para todas tus cuentas o solo para { $door }, por favor. Tu aprobación se mantiene.
letter-needs-you-do-name-here = Abre tu página y elige otro nombre para { $door }, por favor. Tu aprobación se mantiene y ninguna otra cuenta cambia de nombre.
letter-needs-you-do-password = Abre tu página y elige otra contraseña, mejor una más larga. Tu aprobación se mantiene.
letter-needs-you-do-again = Abre tu página y pulsa el botón para probar otra vez. Si vuelve a fallar, pregunta a la moderación. Tu aprobación se mantiene.
letter-needs-you-do-conflict-mastodon = Si tienes una cuenta en { $door } con esta dirección de correo, sigue usándola sin más. Si no, escribe a la moderación: sabe que hay un problema y puede pedir que lo revisen. Después puedes probar otra vez en tu página. Tu aprobación se mantiene.
letter-needs-you-button-name = Elegir otro nombre
letter-needs-you-button-password = Elegir otra contraseña
letter-needs-you-button-again = Probar otra vez
letter-needs-you-button-page = Abrir tu página
letter-needs-you-open = Tu cuenta de { $door } está abierta: { $account }. En tu página se explica cómo iniciar sesión.
letter-needs-you-nothing = Tienes tiempo hasta el { $deadline }. Si no haces nada, entonces termina la aprobación, tu solicitud se borra y tendrías que pedir una cuenta otra vez.
letter-needs-you-nothing-rest = Tienes tiempo al menos hasta el { $deadline }. Si no haces nada, tu solicitud se borra y lo que falta ya no se abre. Las cuentas que están abiertas se quedan.

letter-could-not-open-subject = { $community }: todavía no hay cuenta para “{ $name }”
letter-could-not-open-subject-nameless = { $community }: no se pudo abrir una cuenta ({ $id })
letter-could-not-open-happened = La moderación aprobó una solicitud para unirse a { $community }, pero no se pudo abrir una cuenta.
letter-could-not-open-why-conflict = { $door }: alguien más modificó la cuenta mientras la creábamos, así que no la tocamos.
letter-could-not-open-do-conflict = Hemos pedido a la persona que elija otro nombre. Avisa, por favor, a quien administra { $door }, porque nadie más debería poder modificar una cuenta tan pronto.
letter-could-not-open-why-conflict-mastodon = { $door }: o la dirección de correo de la persona ya tiene una cuenta allí, o { $door } no acepta la dirección, o existe una cuenta con ese nombre y no se puede comprobar que sea suya. Allí lo dejamos todo como está.
letter-could-not-open-do-conflict-mastodon = Pide a alguien que administre { $door } que busque esa cuenta y mire si se bloquean direcciones así. Cuando ya no haya ningún problema, la persona puede probar otra vez en su página.
letter-could-not-open-why-unavailable = { $door }: durante mucho tiempo no pudimos comunicarnos con el servidor y hemos dejado de intentarlo.
letter-could-not-open-do-unavailable = Avisa, por favor, a quien administra { $door }. Cuando el servidor vuelva a responder, la persona puede probar otra vez en su página.
letter-could-not-open-button = Ver la solicitud
letter-could-not-open-nothing = No hay nada que votar. La página de la persona le dice lo mismo, y tiene tiempo hasta el { $deadline } para seguir desde allí. Después termina la aprobación y tendría que pedir una cuenta otra vez.

letter-two-days-left-subject = Tu cuenta en { $community } todavía te espera
letter-two-days-left-happened = La moderación de { $community } ha dicho que sí a tu solicitud, pero todavía no has elegido un nombre y una contraseña.
letter-two-days-left-do = Abre tu página y elígelos, por favor. Después abrimos tu cuenta.
letter-two-days-left-button = Elegir nombre y contraseña
letter-two-days-left-nothing = Tienes tiempo hasta el { $deadline }. Si no haces nada, entonces termina la aprobación, tu solicitud se borra y tendrías que pedir una cuenta otra vez.

letter-already-asked-subject = Ya pediste unirte a { $community }
letter-already-asked-happened = Alguien, esperamos que tú, pidió una vez más unirse a { $community } con esta dirección de correo. Con ella ya hay varias solicitudes abiertas, así que esta no la pasamos.
letter-already-asked-do = Si fuiste tú: tus solicitudes anteriores siguen adelante, y sus enlaces están en correos anteriores. En la página de abajo puedes pedir que te enviemos los enlaces otra vez.
letter-already-asked-button = Enviarme mis enlaces
letter-already-asked-nothing = Si no fuiste tú, o si no haces nada, no cambia nada.

letter-your-links-subject = Tus enlaces en { $community }
letter-your-links-happened = Alguien, esperamos que tú, pidió los enlaces de las solicitudes abiertas que se hicieron con esta dirección de correo. Aquí están.
letter-your-links-item = { $status }, solicitud del { $date }
letter-your-links-status-unconfirmed = A la espera de que confirmes
letter-your-links-status-pending = A la espera de la moderación
letter-your-links-status-approved = Aprobada
letter-your-links-status-open = Tu cuenta está abierta
letter-your-links-status-rejected = Rechazada
letter-your-links-nothing = Si no fuiste tú, o si no haces nada, no cambia nada.

letter-password-changed-subject = { $community }: tu contraseña de Mastodon ha cambiado
letter-password-changed-happened = La contraseña de tu cuenta en el Mastodon de { $community } se cambió el { $date }. Se ha cerrado la sesión en las aplicaciones y los navegadores que la tenían iniciada.
letter-password-changed-do = Si fuiste tú, solo tienes que iniciar sesión otra vez.
letter-password-changed-not-you = Si no fuiste tú, puede que otra persona esté en tu cuenta. Pon enseguida una contraseña nueva: escribe esta dirección de correo en la página de abajo y Mastodon te envía un enlace. Después avisa a la moderación de { $community }.
letter-password-changed-link = Si no fuiste tú, pon aquí una contraseña nueva

letter-set-password-subject = { $community }: pon una contraseña nueva de Mastodon
letter-set-password-happened = Alguien, esperamos que tú, pidió una contraseña nueva para tu cuenta en el Mastodon de { $community }.
letter-set-password-do = Si fuiste tú, abre la página de abajo y escribe allí una contraseña nueva.
letter-set-password-button = Poner una contraseña nueva
letter-set-password-nothing = El enlace vale una sola vez, hasta el { $deadline }. Si no haces nada, tu contraseña se queda como está.
letter-set-password-not-you = ¿No fuiste tú? Entonces ignora este correo, o pulsa “No fui yo” en la misma página: el enlace deja de valer al momento y nadie puede usarlo.

letter-member-password-changed-subject = { $community }: tu contraseña ha cambiado
letter-member-password-changed-happened = La contraseña con la que inicias sesión en { $community } se cambió el { $date }. Se han cerrado todas las sesiones, y los enlaces de correos anteriores para poner una contraseña nueva ya no valen.
letter-member-password-changed-doors = Tus cuentas en estas plataformas reciben la misma contraseña: { $platforms }. Si alguna no puede recibirla de nosotros, otro correo te dice qué hacer.
letter-member-password-changed-not-you = Si no fuiste tú, puede que otra persona esté en tu cuenta. Pon enseguida una contraseña nueva: escribe esta dirección de correo en la página de abajo y te enviamos un enlace. Después avisa a la moderación de { $community }.

letter-set-member-password-subject = { $community }: pon una contraseña nueva
letter-set-member-password-happened = Alguien, esperamos que tú, pidió una contraseña nueva para tu cuenta en { $community }. La reciben también tus cuentas en las plataformas.
letter-set-member-password-happened-some = Alguien, esperamos que tú, pidió una contraseña nueva para tu cuenta en { $community }. Si alguna de tus cuentas en las plataformas no puede recibirla de nosotros, otro correo te dice qué hacer.

letter-somebody-tried-subject = { $community }: alguien dio una contraseña equivocada para tu cuenta de Mastodon
letter-somebody-tried-happened = El { $date } alguien dio tu dirección de correo y una contraseña equivocada para tu cuenta en el Mastodon de { $community }. No pudo entrar y nada ha cambiado.
letter-somebody-tried-do = Si fuiste tú y no recuerdas tu contraseña: escribe esta dirección de correo en la página de abajo y Mastodon te envía un enlace para poner una nueva.
letter-somebody-tried-link = Si olvidaste tu contraseña, pon aquí una nueva
letter-somebody-tried-nothing = Si no fuiste tú, no tienes que hacer nada.

letter-change-it-there-subject = { $community }: haz esto en el propio Mastodon, por favor
letter-change-it-there-happened = Alguien, esperamos que tú, nos pidió una contraseña nueva o un token para tu cuenta en el Mastodon de { $community }. No podemos hacerlo desde aquí: la cuenta tiene un segundo factor o se gestiona en el propio Mastodon. Nada ha cambiado.
letter-change-it-there-do = Si fuiste tú, hazlo allí. Para una contraseña nueva, escribe esta dirección de correo en la página de abajo y Mastodon te envía un enlace.
letter-change-it-there-button = Poner una contraseña nueva en Mastodon
letter-change-it-there-nothing = Si no fuiste tú, no tienes que hacer nada. Solo si alguien puede saber tu contraseña, pon una nueva.

letter-copy-by-hand-subject = { $community }: cambia tú tu contraseña de { $platform }, por favor
letter-copy-by-hand-happened = La contraseña con la que inicias sesión en { $community } ha cambiado. No pudimos cambiarla también en tu cuenta de { $platform }, y allí nada ha cambiado.
letter-copy-by-hand-matrix = Para tener la contraseña nueva también allí, inicia sesión en Matrix con la contraseña que tienes allí ahora y cámbiala en los ajustes de tu cuenta. Si ya no la sabes, pregunta a quienes administran { $community }.
letter-copy-by-hand-mastodon = Para tener la contraseña nueva también allí, escribe esta dirección de correo en la página de abajo y Mastodon te envía un enlace para ponerla.
letter-copy-by-hand-button-matrix = Abrir Matrix
letter-copy-by-hand-button-mastodon = Poner una contraseña nueva en Mastodon
letter-copy-by-hand-button-here = Ver tu cuenta
letter-copy-by-hand-nothing = Si no haces nada, sigues con dos contraseñas, y quien sepa la anterior todavía puede usarla en { $platform }.

letter-session-reused-subject = { $community }: cerramos una de tus sesiones
letter-session-reused-happened = El { $date } una de tus sesiones en { $community } se usó desde dos sitios a la vez. Puede que uno de los dos fuera otra persona, así que cerramos esa sesión: quien la usaba ha quedado fuera.
letter-session-reused-do = Inicia sesión otra vez donde lo necesites. Si no sabes cómo pudo pasar, cambia tu contraseña: así se cierran también todas las demás sesiones.
letter-session-reused-button = Abrir tu cuenta
letter-session-reused-nothing = Si no haces nada, esa sesión sigue cerrada y las demás siguen adelante.

letter-left-subject = { $community }: te has ido
letter-left-happened = Pediste irte de { $community } y ya está hecho. Aquí se han borrado tu nombre, tu dirección y tu contraseña, y se han cerrado todas tus sesiones. Las publicaciones tuyas que otros pueden leer se quedan, sin tu nombre.
letter-left-matrix = Tu cuenta de Matrix { $account } se queda. Para cerrarla, inicia sesión en Matrix y elige “Desactivar cuenta” en los ajustes de tu cuenta.
letter-left-mastodon = Tu cuenta de Mastodon { $account } se queda. Para cerrarla, inicia sesión en Mastodon y elige “Borrar cuenta” en los ajustes de tu cuenta.
letter-left-not-you = Si no fuiste tú, avisa a la moderación de { $community }: alguien sabía tu contraseña.
letter-left-link = Si algún día quieres volver, pídelo aquí
letter-why-left = Recibes este correo porque esta dirección pertenecía hasta ahora a una cuenta de { $community }.

letter-post-unpublished-subject = { $community }: tu publicación se retiró del tablón
letter-post-unpublished-happened-titled = La moderación retiró tu publicación “{ $title }” del tablón de { $community }. Sigue entre tus publicaciones, donde solo pueden leerla tú y la moderación.
letter-post-unpublished-happened = La moderación retiró una de tus publicaciones del tablón de { $community }. Sigue entre tus publicaciones, donde solo pueden leerla tú y la moderación.
letter-post-unpublished-do = Puedes dejarla allí o borrarla, pero no volver a publicarla.
letter-post-unpublished-button = Ver tus publicaciones
letter-post-unpublished-nothing = Si no haces nada, se queda donde está. Si no sabes por qué pasó esto, pregunta a quienes administran { $community }.

letter-post-deleted-subject = { $community }: tu publicación se borró
letter-post-deleted-happened = La moderación borró una de tus publicaciones del tablón de { $community }.
letter-post-deleted-do = Si no sabes por qué pasó esto, pregunta a quienes administran { $community }.
letter-post-deleted-button = Abrir el tablón
letter-post-deleted-nothing = No tienes que hacer nada.
