# Letters.
#
# Each says what happened, what its reader can do, by when, what happens without, and why it came.
# { $deadline } reads like "2 de maio de 2027, 09:00 UTC (em 2 dias)".

letter-hello = Olá!
letter-link-hint = Se o botão não funcionar, abra este link:
letter-own-link = O link deste e-mail é só para você. Quem tem o link pode agir em seu nome, então não encaminhe este e-mail.
letter-own-links = Os links deste e-mail são só para você. Quem tem os links pode agir em seu nome, então não encaminhe este e-mail.
letter-why-applicant = Você recebeu este e-mail porque um pedido para participar de { $community } foi feito com este endereço de e-mail.
letter-why-moderator = Você recebeu este e-mail porque faz parte da moderação de { $community }.
letter-why-member = Você recebeu este e-mail porque este endereço de e-mail pertence a uma conta em { $community }.
letter-why-owner = Você recebeu este e-mail porque este endereço de e-mail pertence a uma conta no Mastodon de { $community }.
letter-message = A moderação escreveu:
letter-contact = Dúvidas? Responda a este e-mail ou escreva para { $address }.

letter-date = { $day } de { $month ->
    [m01] janeiro
    [m02] fevereiro
    [m03] março
    [m04] abril
    [m05] maio
    [m06] junho
    [m07] julho
    [m08] agosto
    [m09] setembro
    [m10] outubro
    [m11] novembro
   *[m12] dezembro
} de { $year }, { $time } UTC
letter-left-days = em { $count ->
    [one] 1 dia
   *[other] { $count } dias
}
letter-left-hours = em { $count ->
    [one] 1 hora
   *[other] { $count } horas
}
letter-left-minutes = em { $count ->
    [one] 1 minuto
   *[other] { $count } minutos
}
letter-date-and-left = { $deadline } ({ $left })

letter-confirm-subject = Confirme seu pedido para participar de { $community }
letter-confirm-happened = Alguém, esperamos que você, pediu uma conta em { $community } e informou este endereço de e-mail.
letter-confirm-do = A página abaixo mostra o que foi pedido. Se foi você, abra a página e aperte “Sim, fui eu que pedi”. Só depois disso a moderação fica sabendo do seu pedido.
letter-confirm-button = Ver o pedido
letter-confirm-nothing = Você tem até { $deadline }. Se não fizer nada, o pedido é apagado nessa data, e ninguém fica sabendo dele.
letter-confirm-beside-subject = Confirme seu endereço de e-mail para { $community }
letter-confirm-beside-happened = Alguém, esperamos que você, pediu uma conta em { $community }, também no Mastodon, e informou este endereço de e-mail. A moderação já recebeu o pedido.
letter-confirm-beside-do = A página abaixo mostra o que foi pedido. Se foi você, abra a página e aperte “Sim, fui eu que pedi”.
letter-confirm-beside-nothing = Você tem até { $deadline }. Só a conta no Mastodon espera pelo seu sim, e sem ele não é aberta.
letter-confirm-later-subject = Confirme seu endereço de e-mail para { $community }
letter-confirm-later-happened = Alguém, esperamos que você, pediu uma conta em { $community } e agora informou este endereço de e-mail para ela.
letter-confirm-later-do = Se foi você, abra a página abaixo e aperte “Sim, fui eu que pedi”. Assim sabemos que nossos e-mails chegam até você aqui.
letter-confirm-later-nothing = Você tem até { $deadline }. Nada mais depende disso.
letter-confirm-not-you = Não foi você? Então ignore este e-mail ou aperte “Não fui eu” na mesma página, e não incomodamos mais este endereço.

letter-received-subject = Recebemos seu pedido para participar de { $community }
letter-received-happened = Agradecemos seu interesse! Seu pedido para participar de { $community } está agora com a moderação.
letter-received-do = Você não precisa fazer nada. Na sua página, você pode ver como o pedido está e cancelar, se mudar de ideia.
letter-received-do-mastodon = Falta uma coisa para sua conta no Mastodon: abra sua página e aperte “Sim, fui eu que pedi”, para sabermos que este endereço de e-mail é seu. Nada mais depende disso. Na página você também pode ver como seu pedido está e cancelar.
letter-received-button = Ver como está
letter-received-nothing = A moderação tem até { $deadline } para decidir, e escrevemos para você assim que houver uma decisão. Se ninguém decidir até lá, seu pedido é apagado, e você pode pedir de novo.
letter-received-keep = Por favor, guarde este e-mail: o link dele é seu caminho de volta ao pedido.

letter-case-wish = Nome de usuário desejado
letter-case-wish-none = ainda nenhum
letter-case-doors = Conta em
letter-case-door-matrix = Matrix
letter-case-door-mastodon = Mastodon
letter-case-note = Atenção
letter-case-flag-same-address = O mesmo endereço de e-mail já fez um pedido antes.
letter-case-flag-no-address = A pessoa não informou um endereço de e-mail.
letter-case-flag-unproved = Ninguém confirmou o endereço de e-mail desta pessoa.
letter-case-votes = Votos até agora
letter-case-votes-counted = { $approve } a favor e { $reject } contra. São necessários { $needed_approve } para aprovar, { $needed_reject } para recusar.
letter-case-votes-first = Nenhum. O primeiro voto decide.
letter-case-reason = Por que quer participar, nas palavras da pessoa:
letter-case-reason-none = A pessoa não informou um motivo.
letter-case-care = Estas palavras são de alguém que não conhecemos. Por favor, tenha cuidado com qualquer endereço que apareça nelas.

letter-please-decide-subject = { $community }: “{ $name }” quer participar
letter-please-decide-subject-nameless = { $community }: alguém quer participar ({ $id })
letter-please-decide-happened = Alguém gostaria de participar de { $community }. Isto é o que a pessoa nos contou.
letter-please-decide-do = Por favor, olhe e decida. Abrir o link ainda não decide nada: você vota com um botão na página.
letter-please-decide-button = Olhar e decidir
letter-please-decide-nothing = O prazo vai até { $deadline }. Se ninguém decidir até lá, o pedido é apagado.
letter-please-decide-queue = Tudo o que espera por uma decisão

letter-queue-link-subject = { $community }: seu link para o que espera por uma decisão
letter-queue-link-happened = Alguém, esperamos que você, pediu seu link para os pedidos que esperam por uma decisão em { $community }.
letter-queue-link-do = Pelo link, você vê tudo o que espera por uma decisão e vota com botões. Abrir o link não decide nada.
letter-queue-link-button = Ver o que espera por uma decisão
letter-queue-link-nothing = Não foi você? Então você não precisa fazer nada: o link não foi para mais ninguém.

letter-reminder-subject = { $community }: “{ $name }” ainda espera
letter-reminder-subject-nameless = { $community }: alguém ainda espera ({ $id })
letter-reminder-half = Metade do prazo já passou, e o pedido abaixo ainda não foi decidido.
letter-reminder-nine-tenths = O prazo está quase no fim, e o pedido abaixo ainda não foi decidido. Este é o último lembrete.

letter-approved-subject = Boas-vindas a { $community }: só falta um passo
letter-approved-happened = Boa notícia: a moderação de { $community } disse sim ao seu pedido.
letter-approved-do = Só falta um passo: abra sua página e escolha um nome e uma senha. Depois disso, abrimos sua conta.
letter-approved-button = Escolher nome e senha
letter-approved-nothing = Você tem até { $deadline }. Se não fizer nada, a aprovação perde a validade nessa data, seu pedido é apagado, e seria preciso pedir de novo.

letter-rejected-subject = Seu pedido para participar de { $community }
letter-rejected-happened = A moderação de { $community } decidiu não abrir uma conta para você desta vez. Sentimos muito por não ter uma notícia melhor.
letter-rejected-do = Você não precisa fazer nada. Se as coisas mudarem, fique à vontade para pedir de novo.
letter-rejected-button = Abrir sua página
letter-rejected-nothing = Seu pedido e tudo o que você escreveu nele são apagados em { $deadline }.

letter-nobody-decided-subject = Ninguém decidiu ainda sobre seu pedido
letter-nobody-decided-happened = A moderação de { $community } ainda não decidiu sobre seu pedido, e o prazo termina em { $deadline }.
letter-nobody-decided-do = Você não precisa fazer nada; a moderação recebeu um lembrete. Na sua página, você pode ver como o pedido está.
letter-nobody-decided-button = Ver como está
letter-nobody-decided-nothing = Se ninguém decidir até lá, seu pedido é apagado. Isso não seria um julgamento sobre você, e você pode pedir de novo.

letter-account-ready-subject = { $community }: { $count ->
    [one] sua conta está pronta
   *[other] suas contas estão prontas
}
letter-account-ready-subject-part = { $community }: sua conta no { $door } está pronta
letter-account-ready-happened = { $count ->
    [one] Sua conta em { $community } está aberta. Boas-vindas!
   *[other] Suas contas em { $community } estão abertas. Boas-vindas!
}
letter-account-ready-happened-part = Sua conta no { $door } de { $community } está aberta. Boas-vindas!
letter-account-ready-matrix-id = Seu endereço Matrix
letter-account-ready-matrix-server = Servidor (homeserver), se o aplicativo pedir
letter-account-ready-mastodon-handle = Seu endereço Mastodon
letter-account-ready-matrix-sign-in = Entre no Matrix com seu endereço Matrix e { $password ->
    [made] esta senha
   *[chosen] a senha que você escolheu
}.
letter-account-ready-mastodon-sign-in = Entre no Mastodon com este endereço de e-mail e { $password ->
    [made] esta senha
   *[chosen] a senha que você escolheu
}.
letter-account-ready-mastodon-set-password = Sua conta no Mastodon foi criada com uma senha que ninguém conhece. Antes de entrar, defina a sua: informe este endereço de e-mail na página abaixo, e o Mastodon envia um link para você.
letter-account-ready-mastodon-set-password-button = Definir minha senha do Mastodon
letter-account-ready-mastodon-then = Depois, entre no Mastodon com este endereço de e-mail e essa senha.
letter-account-ready-mastodon-confirm = O próprio Mastodon envia um e-mail para você. Abra o link dele em até 7 dias: antes disso a conta não funciona, e depois do prazo o Mastodon a exclui.
letter-account-ready-generated = Criamos uma senha para você. Ela está na sua página, atrás de um botão: guarde em um lugar seguro antes de entrar.
letter-account-ready-client = Entrar no { $door }
letter-account-ready-rooms = Salas para começar:
letter-account-ready-button = Abrir sua página
letter-account-ready-generated-button = Ver minha senha
letter-account-ready-member = Agora você é membro de { $community } e entra lá com a mesma senha: para encontrar as outras pessoas no mural ou para alterar a senha de todas as suas contas de uma vez.
letter-account-ready-member-link = Entrar em { $community }
letter-account-ready-nothing = Sua página e o que resta do seu pedido são apagados em { $deadline }. { $count ->
    [one] Sua conta continua.
   *[other] Suas contas continuam.
}
letter-account-ready-rest-nothing = Para isso, você tem até { $deadline }: depois, sua página e o que resta do seu pedido são apagados. A conta que já está aberta continua.
letter-account-ready-generated-nothing = Sua página, com a senha que está nela, é apagada em { $deadline }. { $count ->
    [one] Sua conta continua
   *[other] Suas contas continuam
}, mas você precisa da senha para entrar.

letter-other-door-work = Sua conta no { $door } demora mais. Você não precisa fazer nada: escrevemos de novo assim que ela estiver pronta ou se precisarmos de você.
letter-other-door-proof = Sua conta no { $door } ainda não está aberta: ela espera até sabermos que este endereço de e-mail é seu. Abra sua página, aperte “Sim, fui eu que pedi” e continue a partir daí.
letter-other-door-choice = Sua conta no { $door } ainda não está aberta: ela espera por você. Abra sua página para continuar.
letter-other-door-follows = Ainda não foi feito nada pela sua conta no { $door }: ela vem depois que você escolher.
letter-other-door-failed = Sua conta no { $door } ainda não está aberta. Outro e-mail nosso explica o que está atrapalhando.

letter-needs-you-subject = Ajude-nos a abrir sua conta em { $community }
letter-needs-you-happened-name-taken = Sua conta no { $door } de { $community } ainda não está aberta: o nome que você escolheu já tem dono por lá.
letter-needs-you-happened-name-refused = Sua conta no { $door } de { $community } ainda não está aberta: o servidor não permite o nome que você escolheu.
letter-needs-you-happened-password-refused = Sua conta no { $door } de { $community } precisa de você mais uma vez: o servidor não aceita a senha para ela.
letter-needs-you-happened-conflict = Sua conta no { $door } de { $community } não está aberta: alguém a alterou enquanto ela estava sendo criada, então não mexemos mais nela.
letter-needs-you-happened-conflict-mastodon = Sua conta no { $door } de { $community } não está aberta. Ou este endereço de e-mail já tem uma conta por lá, ou o { $door } não aceita este endereço, ou existe uma conta com seu nome, e não conseguimos provar que ela é sua. Deixamos tudo por lá como estava.
letter-needs-you-happened-unavailable = Sua conta no { $door } de { $community } ainda não está aberta: ficamos muito tempo sem conseguir falar com o servidor e paramos de tentar.
letter-needs-you-do-name = Por favor, abra sua página e escolha outro nome. Sua aprovação continua valendo.
letter-needs-you-do-name-or-here = Por favor, abra sua página e escolha outro nome, para todas as suas contas ou só para o { $door }. Sua aprovação continua valendo.
letter-needs-you-do-name-here = Por favor, abra sua página e escolha outro nome para o { $door }. Sua aprovação continua valendo, e nenhuma outra conta muda de nome.
letter-needs-you-do-password = Por favor, abra sua página e escolha outra senha, de preferência mais longa. Sua aprovação continua valendo.
letter-needs-you-do-again = Por favor, abra sua página e aperte o botão para tentar de novo. Se falhar mais uma vez, fale com a moderação. Sua aprovação continua valendo.
letter-needs-you-do-conflict-mastodon = Se você tem uma conta no { $door } com este endereço de e-mail, é só continuar usando. Se não, por favor, escreva para a moderação: ela sabe que algo está atrapalhando e pode pedir que alguém verifique. Depois disso, você pode tentar de novo na sua página. Sua aprovação continua valendo.
letter-needs-you-button-name = Escolher outro nome
letter-needs-you-button-password = Escolher outra senha
letter-needs-you-button-again = Tentar de novo
letter-needs-you-button-page = Abrir sua página
letter-needs-you-open = Sua conta no { $door } está aberta: { $account }. Sua página mostra como entrar.
letter-needs-you-nothing = Você tem até { $deadline }. Se não fizer nada, a aprovação perde a validade nessa data, seu pedido é apagado, e seria preciso pedir de novo.
letter-needs-you-nothing-rest = Você tem pelo menos até { $deadline }. Se não fizer nada, seu pedido é apagado, e o que falta não é mais aberto. As contas que já estão abertas continuam.

letter-could-not-open-subject = { $community }: ainda sem conta para “{ $name }”
letter-could-not-open-subject-nameless = { $community }: não foi possível abrir uma conta ({ $id })
letter-could-not-open-happened = A moderação aprovou um pedido para participar de { $community }, mas não foi possível abrir uma conta para ele.
letter-could-not-open-why-conflict = { $door }: alguém alterou a conta enquanto ela estava sendo criada, então não mexemos mais nela.
letter-could-not-open-do-conflict = Já pedimos à pessoa que escolha outro nome. Por favor, avise quem administra o { $door }, porque ninguém mais deveria conseguir alterar uma conta tão cedo.
letter-could-not-open-why-conflict-mastodon = { $door }: ou o endereço de e-mail da pessoa já tem uma conta por lá, ou o { $door } não aceita o endereço, ou existe uma conta com esse nome, e ninguém consegue provar que ela é da pessoa. Deixamos tudo por lá como estava.
letter-could-not-open-do-conflict-mastodon = Por favor, peça a alguém que administre o { $door } que procure essa conta e veja se endereços assim estão bloqueados. Quando nada mais atrapalhar, a pessoa pode tentar de novo na própria página.
letter-could-not-open-why-unavailable = { $door }: ficamos muito tempo sem conseguir falar com o servidor e paramos de tentar.
letter-could-not-open-do-unavailable = Por favor, avise quem administra o { $door }. Quando o servidor voltar a responder, a pessoa pode tentar de novo na própria página.
letter-could-not-open-button = Ver o pedido
letter-could-not-open-nothing = Não há nada para votar. A página da pessoa diz o mesmo, e ela tem até { $deadline } para continuar. Depois disso, a aprovação perde a validade, e ela teria que pedir de novo.

letter-two-days-left-subject = Sua conta em { $community } ainda espera por você
letter-two-days-left-happened = A moderação de { $community } disse sim ao seu pedido, mas você ainda não escolheu um nome e uma senha.
letter-two-days-left-do = Por favor, abra sua página e faça sua escolha. Depois disso, abrimos sua conta.
letter-two-days-left-button = Escolher nome e senha
letter-two-days-left-nothing = Você tem até { $deadline }. Se não fizer nada, a aprovação perde a validade nessa data, seu pedido é apagado, e seria preciso pedir de novo.

letter-already-asked-subject = Você já pediu para participar de { $community }
letter-already-asked-happened = Alguém, esperamos que você, pediu mais uma vez para participar de { $community } com este endereço de e-mail. Já existem vários pedidos em aberto com ele, então não encaminhamos este.
letter-already-asked-do = Se foi você: seus pedidos anteriores continuam, e os links estão nos e-mails anteriores. Na página abaixo, você pode pedir que os links sejam enviados de novo.
letter-already-asked-button = Enviar meus links
letter-already-asked-nothing = Se não foi você, ou se você não fizer nada, nada muda.

letter-your-links-subject = Seus links em { $community }
letter-your-links-happened = Alguém, esperamos que você, pediu os links dos pedidos em aberto feitos com este endereço de e-mail. Aqui estão eles.
letter-your-links-item = { $status }, pedido feito em { $date }
letter-your-links-status-unconfirmed = À espera da sua confirmação
letter-your-links-status-pending = À espera da moderação
letter-your-links-status-approved = Aprovado
letter-your-links-status-open = Sua conta está aberta
letter-your-links-status-rejected = Recusado
letter-your-links-nothing = Se não foi você, ou se você não fizer nada, nada muda.

letter-password-changed-subject = { $community }: sua senha do Mastodon foi alterada
letter-password-changed-happened = A senha da sua conta no Mastodon de { $community } foi alterada em { $date }. Todas as sessões em aplicativos e navegadores foram encerradas.
letter-password-changed-do = Se foi você, basta entrar de novo.
letter-password-changed-not-you = Se não foi você, outra pessoa pode estar na sua conta. Defina uma nova senha agora mesmo: informe este endereço de e-mail na página abaixo, e o Mastodon envia um link para você. Depois, avise a moderação de { $community }.
letter-password-changed-link = Se não foi você, defina uma nova senha aqui

letter-set-password-subject = { $community }: defina uma nova senha do Mastodon
letter-set-password-happened = Alguém, esperamos que você, pediu uma nova senha para sua conta no Mastodon de { $community }.
letter-set-password-do = Se foi você, abra a página abaixo e digite uma nova senha.
letter-set-password-button = Definir uma nova senha
letter-set-password-nothing = O link funciona uma vez só, até { $deadline }. Se você não fizer nada, sua senha continua como está.
letter-set-password-not-you = Não foi você? Então ignore este e-mail ou aperte “Não fui eu” na mesma página: o link deixa de valer na hora, e ninguém mais pode usá-lo.

letter-member-password-changed-subject = { $community }: sua senha foi alterada
letter-member-password-changed-happened = A senha com que você entra em { $community } foi alterada em { $date }. Todas as sessões foram encerradas, e os links para uma nova senha em e-mails anteriores não valem mais.
letter-member-password-changed-doors = Suas contas nestas plataformas recebem a mesma senha: { $platforms }. Se uma delas não puder recebê-la de nós, outro e-mail explica o que fazer.
letter-member-password-changed-not-you = Se não foi você, outra pessoa pode estar na sua conta. Defina uma nova senha agora mesmo: informe este endereço de e-mail na página abaixo, e enviamos um link para você. Depois, avise a moderação de { $community }.

letter-set-member-password-subject = { $community }: defina uma nova senha
letter-set-member-password-happened = Alguém, esperamos que você, pediu uma nova senha para sua conta em { $community }. Suas contas nas plataformas também a recebem.
letter-set-member-password-happened-some = Alguém, esperamos que você, pediu uma nova senha para sua conta em { $community }. Se uma das suas contas nas plataformas não puder recebê-la de nós, outro e-mail explica o que fazer.

letter-somebody-tried-subject = { $community }: uma senha errada foi usada na sua conta do Mastodon
letter-somebody-tried-happened = Em { $date }, alguém informou seu endereço de e-mail e uma senha errada para sua conta no Mastodon de { $community }. A pessoa não conseguiu entrar, e nada mudou.
letter-somebody-tried-do = Se foi você e não lembra sua senha: informe este endereço de e-mail na página abaixo, e o Mastodon envia um link para definir uma nova.
letter-somebody-tried-link = Se você esqueceu sua senha, defina uma nova aqui
letter-somebody-tried-nothing = Se não foi você, não precisa fazer nada.

letter-change-it-there-subject = { $community }: por favor, faça isso no próprio Mastodon
letter-change-it-there-happened = Alguém, esperamos que você, nos pediu uma nova senha ou um token para sua conta no Mastodon de { $community }. Não podemos fazer isso daqui: a conta tem um segundo fator ou é administrada no próprio Mastodon. Nada mudou.
letter-change-it-there-do = Se foi você, faça isso por lá. Para uma nova senha, informe este endereço de e-mail na página abaixo, e o Mastodon envia um link para você.
letter-change-it-there-button = Definir uma nova senha no Mastodon
letter-change-it-there-nothing = Se não foi você, não precisa fazer nada. Defina uma nova senha só se alguém puder saber a sua.

letter-copy-by-hand-subject = { $community }: por favor, altere você sua senha do { $platform }
letter-copy-by-hand-happened = A senha com que você entra em { $community } foi alterada. Não conseguimos alterar também a da sua conta no { $platform }, e nada mudou por lá.
letter-copy-by-hand-matrix = Para ter a nova senha também por lá, entre no Matrix com a senha que você tem lá agora e altere nas configurações da sua conta. Se você não lembra mais dela, fale com quem administra { $community }.
letter-copy-by-hand-mastodon = Para ter a nova senha também por lá, informe este endereço de e-mail na página abaixo, e o Mastodon envia um link para defini-la.
letter-copy-by-hand-button-matrix = Abrir o Matrix
letter-copy-by-hand-button-mastodon = Definir uma nova senha no Mastodon
letter-copy-by-hand-button-here = Ver sua conta
letter-copy-by-hand-nothing = Se você não fizer nada, continua com duas senhas, e quem souber a antiga ainda pode usá-la no { $platform }.

letter-session-reused-subject = { $community }: encerramos uma das suas sessões
letter-session-reused-happened = Em { $date }, uma das suas sessões em { $community } foi usada em dois lugares ao mesmo tempo. Em um deles, pode ter sido outra pessoa, então encerramos essa sessão: quem a usava precisa entrar de novo.
letter-session-reused-do = Entre de novo onde precisar. Se você não sabe como isso aconteceu, altere sua senha: isso encerra também todas as outras sessões.
letter-session-reused-button = Abrir sua conta
letter-session-reused-nothing = Se você não fizer nada, essa sessão fica encerrada, e as outras continuam.

letter-left-subject = { $community }: você saiu da comunidade
letter-left-happened = Você pediu para sair de { $community }, e isso está feito. Seu nome, seu endereço e sua senha foram apagados aqui, e todas as suas sessões foram encerradas. Os posts seus que outras pessoas podem ler ficam, sem seu nome.
letter-left-matrix = Sua conta no Matrix, { $account }, continua. Para encerrá-la, entre no Matrix e escolha “Desativar conta” nas configurações da sua conta.
letter-left-mastodon = Sua conta no Mastodon, { $account }, continua. Para encerrá-la, entre no Mastodon e escolha “Excluir conta” nas configurações da sua conta.
letter-left-not-you = Se não foi você, avise a moderação de { $community }: alguém sabia sua senha.
letter-left-link = Se um dia quiser voltar, faça seu pedido aqui
letter-why-left = Você recebeu este e-mail porque este endereço de e-mail pertencia, até agora, a uma conta em { $community }.

letter-post-unpublished-subject = { $community }: seu post foi tirado do mural
letter-post-unpublished-happened-titled = A moderação tirou seu post “{ $title }” do mural de { $community }. Você ainda o encontra entre seus posts, onde só você e a moderação podem ler.
letter-post-unpublished-happened = A moderação tirou um dos seus posts do mural de { $community }. Você ainda o encontra entre seus posts, onde só você e a moderação podem ler.
letter-post-unpublished-do = Você pode deixar o post lá ou apagá-lo, mas não publicar de novo.
letter-post-unpublished-button = Ver seus posts
letter-post-unpublished-nothing = Se você não fizer nada, ele fica onde está. Se não souber por que isso aconteceu, fale com quem administra { $community }.

letter-post-deleted-subject = { $community }: seu post foi apagado
letter-post-deleted-happened = A moderação apagou um dos seus posts do mural de { $community }.
letter-post-deleted-do = Se você não souber por que isso aconteceu, fale com quem administra { $community }.
letter-post-deleted-button = Abrir o mural
letter-post-deleted-nothing = Você não precisa fazer nada.
