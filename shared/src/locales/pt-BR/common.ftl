# What every page says, times and spans, and what was asked for.

page-skip = Pular para o conteúdo
page-error-prefix = Erro:
page-faults = Confira de novo, por favor
page-footer = Este site
page-languages = Idioma
page-footer-apply = Pedir uma conta
page-footer-lost = Recuperar meu link
page-footer-board = Mural
page-header-account = Sua conta
page-header-sign-in = Entrar
page-header-queue = Pedidos
page-continue = Continuar
page-check-name = Ver se o nome está livre
page-when = { $day } de { $month ->
    [1] janeiro
    [2] fevereiro
    [3] março
    [4] abril
    [5] maio
    [6] junho
    [7] julho
    [8] agosto
    [9] setembro
    [10] outubro
    [11] novembro
   *[12] dezembro
} de { $year }, { $time } UTC
page-span-moment = menos de um minuto
page-span-minutes = { $count ->
    [one] { $count } minuto
   *[other] { $count } minutos
}
page-span-hours = { $count ->
    [one] { $count } hora
   *[other] { $count } horas
}
page-span-days = { $count ->
    [one] { $count } dia
   *[other] { $count } dias
}

# What was asked for
page-asked = O que foi pedido
page-asked-name = Nome de usuário
page-asked-no-name = ainda nenhum
page-asked-reason = Motivo
page-asked-no-reason = nenhum informado
page-asked-doors = Conta em
page-asked-at = Data do pedido
