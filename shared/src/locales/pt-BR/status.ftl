# How a registration stands, withdrawing it, and finding its link again.

# Status
page-status-unconfirmed = Confira seu e-mail
page-status-unconfirmed-lead = Estamos enviando um e-mail para
page-status-unconfirmed-open = Abra o link do e-mail.
page-status-unconfirmed-press = Aperte “Sim, fui eu que pedi”.
page-status-unconfirmed-then = Depois disso, a moderação lê seu pedido, e escrevemos para você.
page-status-unconfirmed-left = O link ainda funciona por
page-letter-missing = O e-mail não chegou?
page-status-unconfirmed-missing = Espere alguns minutos e olhe na pasta de spam. O endereço acima está errado?
page-status-unconfirmed-again = Pedir de novo
page-status-pending = A moderação está lendo seu pedido
page-status-pending-lead = Agora você não precisa fazer nada. Se a resposta for sim, você escolhe seu nome e sua senha aqui.
page-status-pending-lead-settled = Agora você não precisa fazer nada. Seu nome e sua senha já estão definidos: se a resposta for sim, sua conta é aberta na hora.
page-status-pending-letters = Escrevemos para você quando houver uma decisão.
page-status-pending-no-letters = Volte pelo link que você guardou para ver a resposta.
page-status-pending-proof = Para o Mastodon: confirme seu endereço
page-status-pending-left = O prazo para decidir termina em
page-status-pending-nobody = Se ninguém decidir até lá, o pedido se apaga sozinho, e você pode pedir de novo.
page-who = { $count ->
    [one] Uma pessoa da moderação lê e decide.
   *[other] { $count } pessoas da moderação receberam o pedido.
}
page-who-needed = { $count ->
    [one] Uma delas decide.
   *[other] { $count } delas precisam dizer sim.
}
page-who-next = { $count ->
    [one] Uma pessoa da moderação decide.
   *[other] { $count } pessoas da moderação recebem o pedido.
}
page-usual-hour = Normalmente leva menos de uma hora.
page-usual-hours = Normalmente leva algumas horas.
page-usual-day = Normalmente leva menos de um dia.
page-usual-days = Normalmente leva um ou dois dias.
page-usual-long = Normalmente leva alguns dias.
page-status-choose = Boas-vindas! Escolha seu nome e sua senha
page-status-choose-lead = A moderação disse sim. Só falta um passo.
page-status-choose-left = Seu prazo termina em
page-status-choose-send = Abrir minha conta
page-status-elsewhere = A moderação disse sim
page-status-elsewhere-lead = Nome e senha são escolhidos pelo link do e-mail que enviamos. Esta página só mostra como o pedido está.
page-status-elsewhere-left = O prazo para isso termina em
page-status-proof = Só falta um passo: confirme seu endereço
page-status-proof-lead = A moderação disse sim. Abra o e-mail que enviamos; depois do seu sim por lá, você escolhe nome e senha, e a conta é aberta.
page-status-processing = Sua conta está sendo criada
page-status-processing-lead = Isso leva alguns segundos, ou um pouco mais se o servidor estiver ocupado. Você pode fechar esta página e voltar depois.
page-status-look-again = Ver de novo
page-status-failed = Quase lá: precisamos de você mais uma vez
page-status-failed-lead = A moderação disse sim, e isso continua valendo. O que atrapalhou foi outra coisa.
page-status-failed-send = Tentar de novo
page-status-done = { $count ->
    [one] Sua conta está aberta
   *[other] Suas contas estão abertas
}
page-status-done-lead = Boas-vindas! Veja como entrar.
page-status-done-member = Agora você é membro daqui e também pode entrar neste site.
page-status-done-kept = Esta página se apaga sozinha em
page-status-done-stays = { $count ->
    [one] Sua conta continua.
   *[other] Suas contas continuam.
}
page-status-rejected = Desta vez, a moderação disse não
page-status-rejected-lead = Sentimos muito. Nenhuma conta foi criada.
page-status-rejected-words = O que a moderação escreveu para você
page-status-rejected-again = Você pode pedir de novo e contar mais sobre você.
page-status-kept = Esta página se apaga sozinha em
page-status-way = Seu caminho até a conta
page-status-withdraw = Cancelar meu pedido
page-status-withdraw-why = Mudou de ideia?
page-step-done = Feito:
page-step-now = Agora:
page-step-next = A seguir:
page-step-ended = Encerrado:
page-step-asked = Seu pedido
page-step-confirmed = Seu endereço
page-step-decided = A decisão da moderação
page-step-chosen = Seu nome e sua senha
page-step-ready = Sua conta
page-step-chosen-next = Você escolhe aqui, depois que a moderação disser sim.
page-step-ready-next = Depois disso, ela é aberta automaticamente.
page-live-copy = Copiar
page-live-copied = Copiado
page-live-news = Há novidades sobre seu pedido.
page-live-load = Mostrar
page-notice-password-saved = Pronto. Esquecemos sua senha. Agora só você sabe qual é.
page-notice-too-late = Chegou tarde demais: sua conta já está sendo criada ou já está aberta.
page-door-success = aberta
page-door-failed = ainda não
page-door-processing = em criação
page-door-pending = em espera
page-door-name-taken = Outra pessoa já tem este nome. Por favor, escolha outro.
page-door-name-refused = O servidor não permite este nome. Por favor, escolha outro.
page-door-password-refused = O servidor não aceita esta senha. Por favor, escolha uma mais longa ou menos comum, ou deixe que a gente crie uma.
page-door-conflict = Alguém alterou esta conta enquanto ela estava sendo criada, então não mexemos mais nela. Por favor, escolha outro nome.
page-door-unavailable = O servidor ficou muito tempo sem responder, então paramos de tentar.
page-door-try-again = Você já pode tentar de novo.
page-door-choice = Esta conta é aberta quando você tiver escolhido nome e senha.
page-door-held-back = Esta conta já poderia ser aberta, mas seu nome não está livre em todos os lugares, e não dá para mudar de nome depois. Por isso, esperamos sua escolha.
page-door-no-address = Esta conta precisa de um endereço de e-mail confirmado, e seu pedido não tem nenhum. Por isso, ela não é aberta.
page-proof-letter = O Mastodon só abre contas para endereços confirmados. Abra nosso e-mail e aperte “Sim, fui eu que pedi”. Ele vai para
page-proof-missing = O e-mail não chegou? Espere alguns minutos e olhe na pasta de spam. Se não chegar nada hoje, peça seu link de novo amanhã. Se o endereço estiver errado, ou se nem assim o e-mail chegar, cancele este pedido e faça outro.
page-proof-lost = Recuperar meu link
page-account-id = Seu nome completo por lá
page-account-server = Servidor para informar no aplicativo
page-account-rooms = Salas em que você já está
page-account-sign-in = Entrar
page-account-any-app = Abra qualquer aplicativo Matrix, escolha a opção de entrar e informe primeiro este servidor.
page-account-qr = Código QR
page-account-qr-matrix = Deixe outras pessoas escanearem com um celular que tenha um aplicativo Matrix: o código leva até você.
page-account-qr-mastodon = Deixe outras pessoas escanearem com o celular: o código leva até sua página por lá.
page-account-mastodon = Entre com seu endereço de e-mail e sua senha.
page-account-mastodon-set-password = Primeiro, defina uma senha: informe seu endereço de e-mail por lá, e o Mastodon envia um link para isso.
page-account-mastodon-letter = O próprio Mastodon enviou um e-mail para você. Abra o link que está nele e depois entre com seu endereço de e-mail e sua senha.
page-account-set-password = Definir sua senha
page-account-open-mastodon = Abrir o Mastodon
page-password = Sua senha
page-password-hidden = Criamos uma senha para você. Veja se ninguém está olhando para sua tela. A senha some junto com esta página, então guarde antes.
page-password-show = Mostrar minha senha
page-password-shown = Guarde agora no seu gerenciador de senhas ou anote em um papel. Maiúsculas e minúsculas fazem diferença.
page-password-saved = Já guardei
page-password-needed = Sua outra conta ainda precisa dela, então guardamos a senha por mais um tempinho.
page-password-saved-means = Depois disso, nós a esquecemos, e ninguém pode mostrá-la de novo.

page-token = Token de acesso para programas
page-token-offered = Com um token, um programa pode usar sua conta no Mastodon sem sua senha. Crie um só se precisar.
page-token-make = Criar um token
page-token-scope = O que ele permite:
page-token-shown = Copie agora: não mostramos de novo. Ele não expira, então guarde como se fosse uma senha. Você pode revogar o token aqui enquanto esta página existir e, depois, nas configurações da sua conta no Mastodon.
page-token-made = Um token foi criado em
page-token-made-lost = Se você o perdeu ou não precisa mais dele, revogue-o. Depois você pode criar outro.
page-token-revoke = Revogar o token
page-token-revoke-means = Revogar encerra todos os tokens que este site emitiu para sua conta, inclusive os de programas que pediram um com sua senha.
page-notice-token-revoked = Pronto: nenhum token que este site emitiu para sua conta pode mais ser usado.
page-notice-token-later = Está demorando mais do que o normal. Por favor, aperte o botão de novo daqui a pouco.
page-notice-token-shown-before = Um token já foi mostrado antes e não é mostrado de novo. Se você o perdeu, revogue-o e crie outro.
page-notice-token-refused = O Mastodon não nos deixa fazer isso na sua conta. Você pode fazer isso nas configurações da sua conta por lá.
page-notice-token-not-set-up = A administração não ativou os tokens.

# Withdrawing
page-withdraw-title = Cancelar seu pedido?
page-withdraw-lead = Tudo o que você escreveu é apagado, e a moderação para por aqui. Você pode pedir de novo mais tarde.
page-withdraw-yes = Sim, cancelar o pedido
page-withdraw-no = Não, voltar
page-withdrawn-title = Seu pedido foi cancelado
page-withdrawn-lead = Tudo o que você escreveu foi apagado.

# Lost links
page-lost-title = Recuperar meu link
page-lost-lead = Informe o endereço de e-mail que você usou no pedido. Se houver pedidos em aberto com ele, enviamos os links por e-mail.
page-lost-send = Enviar meus links por e-mail
page-lost-no-address = Fez o pedido sem endereço? Então o link que você guardou é o único caminho de volta.
page-lost-sent-title = Confira seu e-mail
page-lost-sent-lead = Se houver pedidos em aberto com este endereço, os links estão a caminho.
page-lost-sent-to = Os e-mails vão para
page-lost-sent-missing = Espere alguns minutos e olhe na pasta de spam. Se não chegar nada, o mais provável é que não haja nenhum pedido em aberto com este endereço.
