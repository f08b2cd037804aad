# Signing in, the account, passwords.

# A new password
page-reset-title = Escolha uma nova senha
page-reset-lead = Para sua conta do Mastodon em
page-reset-lead-member = É com ela que você entra aqui e nas suas contas nas plataformas.
page-reset-set = Definir esta senha
page-reset-set-means-member = Todas as sessões da sua conta são encerradas, aqui e nas plataformas que nos avisam disso.
page-reset-set-means = Todas as sessões da conta são encerradas. Contas em outros lugares mantêm suas senhas.
page-reset-not-me-means = O link deixa de valer, e sua senha continua como está.
page-reset-left = Se você não apertar nenhum dos dois, o link deixa de valer em
page-reset-done-title = Sua senha foi alterada
page-reset-done-lead = Todas as suas sessões no Mastodon foram encerradas. Entre por lá com a nova senha; contas em outros lugares mantêm a delas.
page-reset-done-open = Ir para { $server }
page-reset-done-lead-member = Todas as suas sessões foram encerradas. Entre com a nova senha.
page-reset-done-sign-in = Entrar
page-reset-doors = Suas contas nas plataformas
page-reset-later-title = Está demorando mais do que o normal
page-reset-later-lead = Encaminhamos sua nova senha, e um e-mail avisa você assim que ela estiver valendo.
page-reset-later-more = Se nenhum e-mail chegar em alguns minutos, nada foi alterado. Nesse caso, abra a página de novo e escolha mais uma vez.
page-reset-not-me-title = Agradecemos o aviso. O link não vale mais
page-reset-not-me-lead = Ninguém mais pode usá-lo, e sua senha continua como está.
page-reset-not-me-more = Alguém digitou seu endereço aqui. Só isso não abre nada, e você não precisa fazer mais nada.

# Signing in
page-login-title = Entrar
page-login-send = Entrar
page-login-ended = Sua sessão terminou: faz muito tempo, ou você a encerrou em outro lugar. Entre de novo e continue de onde parou.
page-login-board = O mural é para membros. Entre e você vai direto para ele.
page-login-writing = Quem é membro escreve no mural. Entre e você vai direto para lá.
page-login-queue = Entre com a conta que tem seu endereço da moderação e você vai direto para o que espera por uma decisão.
page-login-forgot = Esqueci minha senha
page-login-none = Ainda não tem conta?
page-login-already-title = Você já entrou
page-login-already-as = Você está aqui como
page-login-go-on = Continuar
page-login-other = Para entrar com outra conta, saia primeiro. O botão para isso fica aqui:
page-apply-member-lead = Você já é membro desta comunidade.
page-apply-member-again = Pedir outra conta
page-apply-member-again-means = Para alguém que está com você ou para uma segunda conta sua. A moderação decide sobre ela como sobre qualquer outra.
page-signed-out-title = Você saiu
page-signed-out-lead = Este navegador não abre mais nada que é seu. Suas sessões em outros lugares continuam como estão.

# Your account
page-member-title = Sua conta
page-member-name = Nome para entrar
page-member-no-name = nenhum: você entra com seu endereço de e-mail
page-member-email = Endereço de e-mail
page-member-no-email = nenhum: não temos como escrever para você nem ajudar se você esquecer sua senha
page-member-proved = confirmado
page-member-unproved = não confirmado
page-member-role = Função
page-member-role-member = Membro
page-member-role-moderator = Moderação
page-member-role-operator = Administração
page-member-since = Membro desde
page-member-sign-out = Sair
page-member-no-doors = Nenhuma foi aberta para você.
page-member-door-done = Tem a senha com que você entra aqui.
page-member-door-later = No momento, está fora do ar. Recebe sua nova senha assim que responder, em até 7 dias depois da mudança; até lá, a antiga vale por lá.
page-member-door-by-hand-matrix = Ainda tem sua senha antiga: não conseguimos alterá-la daqui. Entre por lá com a antiga e altere nas configurações da sua conta; se você não lembra mais dela, fale com quem administra este site.
page-member-door-by-hand-mastodon = Ainda tem sua senha antiga: não conseguimos alterá-la daqui. Peça uma nova no próprio Mastodon, na página “Esqueceu sua senha?”.
page-member-sessions = Suas sessões
page-member-session-unknown = Um programa desconhecido
page-member-session-here = (este navegador)
page-member-session-since = Desde
page-member-session-seen-lately = Último uso há menos de um dia
page-member-session-seen = Último uso há { $age }
page-member-session-end = Encerrar
page-member-end-others = { $count ->
    [one] Encerrar a outra sessão
   *[other] Encerrar as outras { $count } sessões
}
page-member-end-means = Os navegadores saem na hora. Um programa pode continuar por no máximo { $left }.
page-member-notice-ended = A sessão foi encerrada.
page-member-notice-others = Todas as outras sessões foram encerradas.
page-member-change = Senha
page-member-change-open = Alterar minha senha
page-member-change-send = Alterar minha senha
page-member-change-means = Ela também muda nas plataformas. Depois disso, todas as suas sessões são encerradas, esta também, e você entra com a nova.
page-member-token-shown = Copie agora: não mostramos de novo. Ele não expira, então guarde como se fosse uma senha. Você pode revogar o token aqui a qualquer momento.
page-member-token-ends = Um novo token encerra o anterior.
page-member-leave = Saída da comunidade
page-member-leave-open = Sair de vez da comunidade
page-member-leave-goes = Seu nome, seu endereço e sua senha são apagados aqui, seus rascunhos e votos somem, e todas as suas sessões são encerradas. Não dá para desfazer.
page-member-leave-stays-doors = Suas contas nas plataformas continuam: encerre-as por lá.
page-member-leave-stays = Os posts que outras pessoas podem ler ficam, sem seu nome.
page-member-leave-send = Sair de vez da comunidade
page-left-title = Você saiu da comunidade
page-left-lead = Apagamos o que sabíamos sobre você. Agradecemos por ter estado com a gente.
page-left-stays = O que continua
page-left-end-there = Para encerrar uma dessas contas, entre por lá e procure nas configurações.

# A forgotten password
page-forgot-title = Esqueceu sua senha?
page-forgot-lead = Informe seu endereço de e-mail. Se ele for de uma conta daqui, enviamos um link para você criar uma nova senha.
page-forgot-send = Enviar um link por e-mail
page-forgot-no-address = Você tem uma conta sem endereço? Então só quem administra este site pode ajudar.
page-forgot-sent-title = Confira seu e-mail
page-forgot-sent-lead = Se este endereço for de uma conta daqui, um link está a caminho. Ele vale por meia hora.
page-forgot-sent-missing = Espere alguns minutos e olhe na pasta de spam. Se não chegar nada, o mais provável é que não haja nenhuma conta com este endereço.
page-forgot-again = Tentar outro endereço
