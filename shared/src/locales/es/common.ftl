# What every page says, times and spans, and what was asked for.

page-skip = Ir al contenido
page-error-prefix = Error:
page-faults = Revisa esto, por favor
page-footer = Este sitio
page-languages = Idioma
page-footer-apply = Pedir una cuenta
page-footer-lost = Recuperar mi enlace
page-footer-board = Tablón
page-header-account = Tu cuenta
page-header-sign-in = Iniciar sesión
page-header-queue = Solicitudes
page-continue = Continuar
page-check-name = Comprobar si el nombre está libre
page-when = { $day } de { $month ->
    [1] enero
    [2] febrero
    [3] marzo
    [4] abril
    [5] mayo
    [6] junio
    [7] julio
    [8] agosto
    [9] septiembre
    [10] octubre
    [11] noviembre
   *[12] diciembre
} de { $year }, { $time } UTC
page-span-moment = menos de un minuto
page-span-minutes = { $count ->
    [one] { $count } minuto
   *[other] { $count } minutos
}
page-span-hours = { $count ->
    [one] { $count } hora
   *[other] { $count } horas
}
page-span-days = { $count ->
    [one] { $count } día
   *[other] { $count } días
}

# What was asked for
page-asked = Lo que se pidió
page-asked-name = Nombre
page-asked-no-name = todavía ninguno
page-asked-reason = Motivo
page-asked-no-reason = no se indicó
page-asked-doors = Cuenta en
page-asked-at = Fecha de la solicitud
