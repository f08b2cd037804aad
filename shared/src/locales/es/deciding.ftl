# For moderators: deciding, and the queue.

# Deciding
page-decide-title = ¿Dejar entrar a esta persona?
page-decide-title-name = ¿Dejar entrar a @{ $name }?
page-decide-left = tiempo para decidir:
page-decide-asked = La solicitud
page-decide-votes = Votos
page-decide-approvals = Votos para aprobar: { $count } de { $needed }.
page-decide-rejections = Votos para rechazar: { $count } de { $needed }.
page-decide-mine-approve = Votaste por aprobar.
page-decide-mine-reject = Votaste por rechazar.
page-decide-counted = Tu voto cuenta.
page-decide-changed = Tu voto ha cambiado.
page-decide-waiting-approve = { $count ->
    [one] Falta { $count } voto para aprobar.
   *[other] Faltan { $count } votos para aprobar.
}
page-decide-waiting-reject = { $count ->
    [one] Falta { $count } voto para rechazar.
   *[other] Faltan { $count } votos para rechazar.
}
page-decide-may-change = Puedes cambiar de opinión hasta que se decida.
page-decide-you = Decides como
page-decide-approve-heading = Dejar entrar
page-decide-approve = Aprobar: esta persona podrá elegir nombre y contraseña
page-decide-approve-name = Aprobar: @{ $name } podrá elegir nombre y contraseña
page-decide-approve-account = { $count ->
    [one] Aprobar: se abre la cuenta @{ $name }
   *[other] Aprobar: se abren las cuentas @{ $name }
}
page-decide-approve-vote = Votar por aprobar esta solicitud
page-decide-approve-vote-name = Votar por aprobar la solicitud de @{ $name }
page-decide-hears-letter = Un correo le dice cómo seguir.
page-decide-hears-opened = Un correo le avisa en cuanto pueda iniciar sesión.
page-decide-hears-page = No podemos escribirle: lo verá cuando abra su página.
page-decide-needs-others = Vale cuando estén de acuerdo suficientes personas de la moderación.
page-decide-reject-heading = No dejar entrar
page-decide-reasons = Un motivo ya preparado
page-decide-reason-none = Ninguno de estos
page-decide-own-words = Con tus palabras
page-decide-words-many = Motivo para estas personas
page-decide-silent-many = No enviar correos
page-decide-reject-letter = Rechazar: se le avisa por correo
page-decide-reject-letter-name = Rechazar: se avisa por correo a @{ $name }
page-decide-reject-silent = Rechazar: esta persona no recibe ningún correo
page-decide-reject-silent-name = Rechazar: @{ $name } no recibe ningún correo
page-decide-reject-page = Rechazar: esta persona lo ve en su página
page-decide-reject-page-name = Rechazar: @{ $name } lo ve en su página
page-decide-reject-vote = Votar por rechazar esta solicitud
page-decide-reject-vote-name = Votar por rechazar la solicitud de @{ $name }
page-decide-last-writes = Quien dé el voto decisivo puede explicar el motivo.
page-decide-hint = Cuando estén de acuerdo suficientes personas de la moderación, la decisión es definitiva.
page-decide-hint-one = Tu voto decide al momento y no se puede deshacer.
page-decide-approved = Solicitud aprobada
page-decide-rejected = Solicitud rechazada
page-decide-then-opens = La cuenta se está abriendo. Un correo le avisa en cuanto pueda iniciar sesión.
page-decide-then-opens-page = La cuenta se está abriendo. Lo verá cuando abra su página.
page-decide-then-chooses = Un correo le pide que elija nombre y contraseña. Tiene { $left } para hacerlo.
page-decide-then-chooses-page = Elige nombre y contraseña cuando abra su página. Tiene { $left } para hacerlo.
page-decide-then-letter = Se le avisa por correo.
page-decide-then-page = No se envía ningún correo: lo verá si abre su página.
page-decide-then-forgets = La solicitud se borra sola dentro de { $left }.
page-decide-others = { $count ->
    [one] Queda otra solicitud pendiente.
   *[other] Quedan otras { $count } solicitudes pendientes.
}
page-decide-go-on = Seguir con las pendientes
page-decide-no-others = No hay nada más pendiente. Por ahora está todo hecho.
page-decide-queue = Ver lo decidido últimamente
page-decide-by = Decisión de
page-decide-words = Mensaje para esta persona
page-decide-contrary = Tu voto llegó tarde: ya se había decidido.
page-decide-unconfirmed = Todavía sin confirmar
page-decide-unconfirmed-lead = Esta persona no ha confirmado su dirección de correo. Podrás decidir en cuanto lo haga; entonces te escribimos.
page-decide-unconfirmed-left = Si no la confirma, la solicitud se borra sola dentro de
page-decide-own = Esta es tu propia solicitud
page-decide-own-lead = Deciden sobre ella otras personas.
page-flag-same-address = Cuando llegó esta solicitud ya había otras con la misma dirección de correo; puede que ya tenga una cuenta.
page-flag-no-address = No dio ninguna dirección de correo: no podemos escribir a esta persona.
page-flag-unproved = La dirección de correo no está confirmada: puede ser de otra persona.

# The queue
page-queue-title = Solicitudes pendientes
page-queue-total = { $count ->
    [one] Hay 1 solicitud pendiente.
   *[other] Hay { $count } solicitudes pendientes; la más antigua va primero.
}
page-queue-empty = No hay nada pendiente. Por ahora está todo hecho.
page-queue-empty-then = Te escribimos en cuanto alguien pida una cuenta. Puedes cerrar esta página.
page-queue-none-here = No hay solicitudes pendientes de este tipo.
page-queue-show-all = Ver todas
page-queue-by-vote = Filtrar por votos
page-queue-by-door = Filtrar por plataforma
page-queue-all = Todas
page-queue-undecided = Sin mi voto
page-queue-mine = Con mi voto
page-queue-everywhere = Todas las plataformas
page-queue-nameless = alguien sin nombre
page-queue-choose = Elegir
page-queue-age = espera desde hace { $age }
page-queue-left = termina en { $left }
page-queue-no-reason = Sin motivo indicado
page-queue-open = Leer todo y decidir
page-queue-tick-all = { $count ->
    [one] Marcar la única de esta página
   *[other] Marcar las { $count } de esta página
}
page-queue-tick-none = Desmarcar todas
page-queue-to-together = Ir a los botones para todas las marcadas
page-queue-flag-same-address = ya pidió una cuenta
page-queue-flag-no-address = sin dirección de correo
page-queue-flag-unproved = dirección sin confirmar
page-queue-voted-approve = votaste por aprobar
page-queue-voted-reject = votaste por rechazar
page-queue-together = Todas las marcadas
page-queue-together-means = Estos botones votan sobre todas las solicitudes marcadas arriba.
page-queue-words-decide = Tus palabras llegan a quienes tu voto rechaza definitivamente.
page-queue-approve-chosen = Aprobar todas las marcadas
page-queue-reject-chosen = Rechazar todas las marcadas
page-queue-approved = solicitud aprobada.
page-queue-rejected = solicitud rechazada.
page-queue-counted-approve = tu voto por aprobar cuenta; faltan otros votos.
page-queue-counted-reject = tu voto por rechazar cuenta; faltan otros votos.
page-queue-faster-approved = alguien se adelantó y la solicitud está aprobada.
page-queue-faster-rejected = alguien se adelantó y la solicitud está rechazada.
page-queue-own = esta es tu propia solicitud. Deciden sobre ella otras personas.
page-queue-gone = ya no hay nada que decidir. La solicitud ha terminado.
page-queue-none-chosen = No elegiste nada, así que no se hizo nada. Marca primero las solicitudes.
page-queue-too-many = Eran demasiadas a la vez, así que no se hizo nada. Elige { $count } como máximo.
page-queue-pages = Páginas
page-queue-previous = Página anterior
page-queue-next = Página siguiente
page-queue-lately = Decidido últimamente
page-queue-was-approved = aprobada por
page-queue-was-rejected = rechazada por
page-queue-by-former = alguien que ya no modera
page-queue-door-title = Para la moderación
page-queue-door-lead = Aquí ve la moderación todas las solicitudes pendientes. Abre el enlace de uno de nuestros correos o pide que te enviemos uno.
page-queue-door-ended = El enlace que abriste o que tenías guardado ya no vale.
page-queue-door-send = Enviarme mi enlace
page-queue-door-no-moderator = Tienes la sesión iniciada, pero tu cuenta no tiene una dirección confirmada de alguien de la moderación.
page-queue-door-sign-in = Iniciar sesión, si eres miembro y tu dirección es de la moderación
page-queue-sent-lead = Si esta dirección es de alguien de la moderación, el enlace va en camino.
page-queue-sent-missing = Espera unos minutos y mira en la carpeta de spam. Si no llega nada, pregunta a quien administra este sitio si tu dirección está en la lista de la moderación.
