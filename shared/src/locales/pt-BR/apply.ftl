# The form at the gate, what follows upon sending it, and confirming.

# The form at the gate
page-apply-title = Pedir uma conta
page-apply-heading = Faça parte de { $community }
page-apply-lead = Conte um pouco sobre você. Aqui, cada pedido é lido e decidido por pessoas.
page-apply-next = O que acontece depois
page-apply-step-send = Encaminhamos seu pedido à moderação.
page-apply-step-send-beside = Encaminhamos seu pedido à moderação. Para o Mastodon, também enviamos um link por e-mail: abra o link e aperte o botão da página.
page-apply-step-confirm-always = Enviamos um link por e-mail. Você tem { $left } para abrir o link e apertar o botão da página.
page-apply-step-confirm = Se você informou um endereço, enviamos um link por e-mail. Você tem { $left } para abrir o link e apertar o botão da página.
page-apply-step-decide = A moderação lê seu pedido. O prazo é de { $left }.
page-apply-step-choose = Se a resposta for sim, você tem { $left } para escolher seu nome e sua senha. Depois, sua conta é aberta.
page-apply-send = Enviar meu pedido
page-apply-resting = Estamos em pausa por um momento, e seu pedido não foi enviado. Nada do que você escreveu se perdeu: daqui a um minuto, aperte “Enviar meu pedido” de novo.
page-apply-too-many = Houve tentativas demais vindas da sua rede. Nada do que você escreveu se perdeu: aperte “Enviar meu pedido” de novo em { $wait }.
page-apply-kept-title = O que guardamos e por quanto tempo
page-apply-kept = O que você escreve fica guardado com criptografia, e só enquanto for necessário: { $unconfirmed } se o endereço não for confirmado, { $pending } se ninguém decidir, um dia depois de um não, { $approved } se você não escolher uma senha, dois dias depois que sua conta for aberta. Seu nome e seu endereço ficam guardados enquanto você for membro, até você sair.
page-apply-again = Pedir uma conta

# After sending
page-keep-title = Guarde esta página agora
page-keep-lead = Você não informou um endereço de e-mail, então não temos como escrever para você. O que está aqui é seu único caminho de volta, e só mostramos uma vez.
page-keep-yours = Seu caminho de volta
page-keep-link = Seu link
page-keep-qr = Seu link para a câmera do celular
page-keep-rid = Número do pedido
page-keep-token = Chave
page-keep-how = Copie o link para um lugar seguro ou imprima esta página. Qualquer pessoa que tenha o link pode usá-lo, então não o mostre a ninguém.
page-keep-print = Imprimir esta página
page-keep-then = A moderação tem { $left } para decidir. Volte pelo seu link para ver a resposta.
page-keep-open = Já guardei. Abrir meu pedido

# Confirming
page-confirm-title = Foi você que pediu?
page-confirm-lead = Alguém informou seu endereço de e-mail para pedir uma conta em { $community }.
page-confirm-then = Depois do seu sim, a moderação lê o pedido. Quando ele for aprovado, você escolhe nome e senha.
page-confirm-then-beside = A moderação já recebeu este pedido. O Mastodon só abre contas para endereços confirmados, então essa parte espera pelo seu sim. A partir dele, nome e senha só podem ser escolhidos pelo seu link.
page-confirm-then-later = O pedido não depende do seu sim. Com ele, podemos escrever para você contando como o pedido está.
page-confirm-choose = Seu nome e sua senha
page-confirm-choose-why = Se foi você, escolha agora: uma senha que tenha vindo com o pedido deixa de valer quando você diz sim. Depois, sua conta é aberta assim que a moderação aprovar.
page-confirm-choose-why-member = Se foi você, escolha agora. Você já pode entrar neste site: a partir do seu sim, vale a senha que você escolher aqui, e a que veio com o pedido deixa de valer.
page-confirm-yes = Sim, fui eu que pedi
page-confirm-yes-means = O pedido vai para a moderação decidir.
page-confirm-yes-means-beside = Seu endereço passa a valer como confirmado, e o pedido é seu.
page-confirm-yes-means-later = A partir de agora, nossos e-mails chegam aqui.
page-confirm-not-me = Não fui eu
page-confirm-not-me-means = O pedido é apagado, e paramos de escrever para você.
page-confirm-not-me-means-kept = Seu endereço é retirado do pedido, e paramos de escrever para você.
page-confirm-left = Se você não apertar nenhum dos dois, o pedido se apaga sozinho em
page-not-me-title = Agradecemos o aviso. O pedido foi apagado
page-not-me-kept-title = Agradecemos o aviso. Seu endereço foi retirado
page-not-me-lead = Não vamos enviar mais nada para você.
page-not-me-more = Durante 30 dias, ninguém pode pedir uma conta aqui com seu endereço. Você não precisa fazer mais nada.
