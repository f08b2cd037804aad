# For moderators: deciding, and the queue.

# Deciding
page-decide-title = Deixar esta pessoa entrar?
page-decide-title-name = Deixar @{ $name } entrar?
page-decide-left = tempo que resta para decidir:
page-decide-asked = O pedido
page-decide-votes = Votos
page-decide-approvals = Aprovações: { $count } de { $needed } necessárias.
page-decide-rejections = Recusas: { $count } de { $needed } necessárias.
page-decide-mine-approve = Você votou por aprovar.
page-decide-mine-reject = Você votou por recusar.
page-decide-counted = Seu voto foi contado.
page-decide-changed = Seu voto foi alterado.
page-decide-waiting-approve = { $count ->
    [one] Falta mais { $count } voto para aprovar.
   *[other] Faltam mais { $count } votos para aprovar.
}
page-decide-waiting-reject = { $count ->
    [one] Falta mais { $count } voto para recusar.
   *[other] Faltam mais { $count } votos para recusar.
}
page-decide-may-change = Você pode mudar de ideia até sair a decisão.
page-decide-you = Você decide como
page-decide-approve-heading = Deixar entrar
page-decide-approve = Aprovar: esta pessoa pode escolher nome e senha
page-decide-approve-name = Aprovar: @{ $name } pode escolher nome e senha
page-decide-approve-account = { $count ->
    [one] Aprovar: a conta @{ $name } é aberta
   *[other] Aprovar: as contas @{ $name } são abertas
}
page-decide-approve-vote = Votar por aprovar esta pessoa
page-decide-approve-vote-name = Votar por aprovar @{ $name }
page-decide-hears-letter = Um e-mail explica à pessoa como continuar.
page-decide-hears-opened = Um e-mail avisa a pessoa assim que ela puder entrar.
page-decide-hears-page = Nenhum e-mail chega a esta pessoa: ela vê ao abrir a própria página.
page-decide-needs-others = A decisão vale quando houver votos suficientes da moderação.
page-decide-reject-heading = Não deixar entrar
page-decide-reasons = Um motivo já pronto
page-decide-reason-none = Nenhum destes
page-decide-own-words = Nas suas palavras
page-decide-words-many = Motivo para estas pessoas
page-decide-silent-many = Não enviar e-mails
page-decide-reject-letter = Recusar: esta pessoa é avisada por e-mail
page-decide-reject-letter-name = Recusar: @{ $name } recebe um aviso por e-mail
page-decide-reject-silent = Recusar: esta pessoa não recebe e-mail
page-decide-reject-silent-name = Recusar: @{ $name } não recebe e-mail
page-decide-reject-page = Recusar: esta pessoa vê na própria página
page-decide-reject-page-name = Recusar: @{ $name } vê na própria página
page-decide-reject-vote = Votar por recusar esta pessoa
page-decide-reject-vote-name = Votar por recusar @{ $name }
page-decide-last-writes = Quem der o voto decisivo pode dizer por quê.
page-decide-hint = Quando houver votos suficientes da moderação, a decisão é final.
page-decide-hint-one = Seu voto decide na hora e não pode ser desfeito.
page-decide-approved = Esta pessoa foi aprovada
page-decide-rejected = Esta pessoa foi recusada
page-decide-then-opens = A conta está sendo aberta. Um e-mail avisa a pessoa assim que ela puder entrar.
page-decide-then-opens-page = A conta está sendo aberta. A pessoa vê isso ao abrir a própria página.
page-decide-then-chooses = Um e-mail pede que a pessoa escolha nome e senha. O prazo é de { $left }.
page-decide-then-chooses-page = A pessoa escolhe nome e senha ao abrir a própria página. O prazo é de { $left }.
page-decide-then-letter = Um e-mail avisa a pessoa.
page-decide-then-page = Nenhum e-mail é enviado: a pessoa vê se abrir a própria página.
page-decide-then-forgets = O pedido se apaga sozinho em { $left }.
page-decide-others = { $count ->
    [one] Mais um pedido espera por uma decisão.
   *[other] Mais { $count } pedidos esperam por uma decisão.
}
page-decide-go-on = Ver o que espera por uma decisão
page-decide-no-others = Não há mais nada esperando. Por enquanto, é só isso.
page-decide-queue = Ver as decisões recentes
page-decide-by = Decisão de
page-decide-words = Mensagem para esta pessoa
page-decide-contrary = Seu voto chegou tarde demais: outras pessoas já tinham decidido.
page-decide-unconfirmed = Ainda não confirmado
page-decide-unconfirmed-lead = Esta pessoa ainda não confirmou o endereço de e-mail. Você pode decidir assim que isso acontecer; nós escrevemos para você.
page-decide-unconfirmed-left = Se não for confirmado, o pedido se apaga sozinho em
page-decide-own = Este pedido é seu
page-decide-own-lead = Outras pessoas decidem sobre ele.
page-flag-same-address = O mesmo endereço de e-mail tinha outros pedidos quando este chegou; talvez já tenha uma conta.
page-flag-no-address = Nenhum endereço de e-mail foi informado: não temos como escrever para esta pessoa.
page-flag-unproved = O endereço de e-mail não foi confirmado: pode ser de outra pessoa.

# The queue
page-queue-title = O que espera por uma decisão
page-queue-total = { $count ->
    [one] 1 pedido espera.
   *[other] { $count } pedidos esperam, começando pelo mais antigo.
}
page-queue-empty = Não há nada esperando. Por enquanto, é só isso.
page-queue-empty-then = Escrevemos para você assim que alguém fizer um pedido. Você pode fechar esta página.
page-queue-none-here = Nenhum pedido à espera é deste tipo.
page-queue-show-all = Mostrar tudo
page-queue-by-vote = Mostrar por votos
page-queue-by-door = Mostrar por plataforma
page-queue-all = Todos
page-queue-undecided = Sem meu voto
page-queue-mine = Com meu voto
page-queue-everywhere = Todas as plataformas
page-queue-nameless = alguém sem nome
page-queue-choose = Escolher
page-queue-age = esperando há { $age }
page-queue-left = termina em { $left }
page-queue-no-reason = Nenhum motivo informado
page-queue-open = Ler tudo e decidir
page-queue-tick-all = { $count ->
    [one] Marcar o único desta página
   *[other] Marcar todos os { $count } desta página
}
page-queue-tick-none = Desmarcar todos
page-queue-to-together = Ir para os botões de todos os marcados
page-queue-flag-same-address = já pediu antes
page-queue-flag-no-address = sem endereço de e-mail
page-queue-flag-unproved = endereço não confirmado
page-queue-voted-approve = você votou por aprovar
page-queue-voted-reject = você votou por recusar
page-queue-together = Todos os marcados
page-queue-together-means = Estes botões dão seu voto em todos os pedidos marcados acima.
page-queue-words-decide = Sua mensagem vai para as pessoas que seu voto recusar de vez.
page-queue-approve-chosen = Aprovar todos os marcados
page-queue-reject-chosen = Recusar todos os marcados
page-queue-approved = pedido aprovado.
page-queue-rejected = pedido recusado.
page-queue-counted-approve = seu voto por aprovar foi contado; ainda faltam outros.
page-queue-counted-reject = seu voto por recusar foi contado; ainda faltam outros.
page-queue-faster-approved = alguém decidiu antes, e esta pessoa foi aprovada.
page-queue-faster-rejected = alguém decidiu antes, e esta pessoa foi recusada.
page-queue-own = este pedido é seu. Outras pessoas decidem sobre ele.
page-queue-gone = não há mais nada a decidir. O pedido terminou.
page-queue-none-chosen = Nada foi escolhido, então nada foi feito. Primeiro, marque os pedidos.
page-queue-too-many = Era coisa demais de uma vez, então nada foi feito. Escolha no máximo { $count }.
page-queue-pages = Páginas
page-queue-previous = Página anterior
page-queue-next = Próxima página
page-queue-lately = Decisões recentes
page-queue-was-approved = pedido aprovado por
page-queue-was-rejected = pedido recusado por
page-queue-by-former = alguém que não modera mais
page-queue-door-title = Para quem modera
page-queue-door-lead = Aqui a moderação vê tudo o que espera por uma decisão. Abra o link de um dos nossos e-mails para você ou peça que a gente envie um.
page-queue-door-ended = O link que você abriu, ou guardou, não vale mais.
page-queue-door-send = Enviar meu link por e-mail
page-queue-door-no-moderator = Você já entrou, mas sua conta não tem um endereço confirmado que seja da moderação.
page-queue-door-sign-in = Entrar, se você é membro e tem um endereço da moderação
page-queue-sent-lead = Se este endereço for de alguém da moderação, o link está a caminho.
page-queue-sent-missing = Espere alguns minutos e olhe na pasta de spam. Se não chegar nada, pergunte à administração se seu endereço está na lista da moderação.
