# When something is in the way: pages, the labels of fields, and what is wrong in them.

# When something is in the way
page-ended-title = Este link não abre nada
page-ended-lead = O motivo pode ser simples:
page-ended-forgotten = O pedido terminou. Os pedidos se apagam sozinhos algum tempo depois do fim.
page-ended-withdrawn = O pedido foi cancelado.
page-ended-copied = O link não foi copiado por inteiro. Tente abri-lo de novo a partir do e-mail.
page-ended-lost = Recuperar meu link
page-ended-reset-used = Ele já foi usado: vale para uma nova senha só.
page-ended-reset-over = O prazo dele acabou. Ele vale por meia hora.
page-ended-reset-then = Pedir outro
page-ended-moderator-over = O pedido terminou e se apagou sozinho, ou a pessoa o cancelou.
page-ended-moderator-list = Seu endereço não está mais na lista da moderação, ou links mais novos substituíram este.
page-ended-moderator-then = Na dúvida, fale com a administração desta comunidade.
page-stale-title = Abra a página de novo, por favor
page-stale-lead = Ela ficou aberta por tempo demais ou veio de outro lugar, então não fizemos nada. Abra de novo e aperte o botão por lá.
page-stale-open = Abrir a página
page-problem-not-found = Esta página não existe
page-problem-not-found-lead = O endereço pode estar errado ou desatualizado. Se você veio pelo link de um e-mail, copie o link por inteiro ou peça que seus links sejam enviados de novo.
page-problem-too-many = Foi um pouco demais
page-problem-too-many-lead = Houve tentativas demais vindas da sua rede. Por favor, volte e tente de novo em { $wait }.
page-problem-resting = Estamos em pausa por um momento
page-problem-resting-lead = O serviço não consegue responder agora. Por favor, tente de novo daqui a um minuto. Se você apertou um botão, aperte de novo: nada acontece duas vezes.
page-problem-nothing-to-see = Não há nada para ver aqui
page-problem-nothing-to-see-lead = Este endereço só recebe o que formulários e programas enviam. O que você procura começa em outro lugar.
page-problem-too-large = Era texto demais
page-problem-too-large-lead = Por favor, volte e encurte o que escreveu.
page-problem-other = Algo deu errado
page-problem-other-lead = A culpa não é sua. Por favor, volte e tente de novo. Se continuar, passe à administração o número abaixo.
page-problem-home = Ir para a página inicial
page-problem-number = Para a administração:

## Fields

field-optional = (opcional)
field-email = Endereço de e-mail
field-email-hint = Escrevemos para você sobre este pedido, e nada mais.
field-email-hint-optional = Escrevemos para você sobre este pedido e, depois, sobre sua conta. Sem endereço, mostramos um link para você guardar.
field-email-for-mastodon = (necessário para o Mastodon)
field-email-hint-moderator = Aquele que a administração conhece.
field-email-hint-lost = Aquele que você usou no pedido.
field-email-hint-forgot = O da sua conta.
field-name-wish = O nome de usuário que você gostaria de ter
field-name-choose = Seu nome de usuário
field-name-choose-on = Seu nome de usuário no { $door }
field-name-hint = Até 30 caracteres: letras de a a z, números ou sublinhados (_). Letras maiúsculas viram minúsculas.
field-name-hint-ends = { $count ->
    [one] O nome completo termina em { $ends }.
   *[other] Os nomes completos terminam em { $ends }.
}
field-name-fixed = Sua conta já tem este nome.
field-name-available = O nome “{ $name }” está livre no momento.
field-name-taken = O nome “{ $name }” não está disponível. Por favor, tente outro nome.
field-name-doors = “{ $name }”:
field-name-door-available = livre no { $door }
field-name-door-taken = indisponível no { $door }
field-name-door-unknown = sem resposta do { $door } no momento
field-name-door-untold = O { $door } não informa de antemão quais nomes já têm dono. Você pode continuar; se o seu já tiver, perguntamos de novo.
field-name-unknown = Não conseguimos consultar o servidor agora. Você pode continuar; se o nome já tiver dono, perguntamos de novo.
field-name-untold = Este servidor não informa de antemão quais nomes já têm dono. Você pode continuar; se o seu já tiver, perguntamos de novo.
field-reason = Por que você gostaria de participar?
field-reason-hint = Uma ou duas frases bastam; no máximo 1000 caracteres. A moderação lê.
field-doors = Onde você gostaria de ter uma conta?
field-doors-hint = Escolha uma opção ou mais.
field-doors-hint-mastodon = O Mastodon precisa de um endereço de e-mail, que você confirma por um link que enviamos.
field-scope-legend = Onde você gostaria de ter este nome?
field-scope-both = Em todos os lugares, para minhas contas terem o mesmo nome
field-scope-here = Só no { $door }
field-password-elsewhere = A senha desta conta você define no próprio Mastodon. Nós mostramos onde.
field-password-legend = Sua senha
field-password-own = Escolher minha própria senha
field-password = Senha
field-password-hint = Pelo menos { $count } caracteres. Algumas palavras sem relação entre si já bastam; não precisa de sinais nem de números. Não use seu nome nem seu endereço.
field-password-keep-hint = Deixe em branco para manter a que você tem.
field-password-generate = Criar uma para mim
field-password-generate-hint = Mostramos a senha quando sua conta estiver aberta.
field-password-join = Senha para este site
field-password-join-hint = Com um endereço de e-mail e uma senha, você já pode entrar aqui na hora. As contas em outros lugares esperam pela moderação.
field-new-password = Nova senha
field-old-password = Sua senha atual
field-leave-password = Sua senha
field-sign-in-name = Nome de usuário ou endereço de e-mail
field-message = Motivo para esta pessoa
field-message-hint = Vai no e-mail. No máximo 1000 caracteres.
field-message-hint-no-letter = A pessoa lê na própria página. No máximo 1000 caracteres.
field-silent = Não enviar e-mail
field-title = Título
field-content = Texto
field-content-hint = Deixe uma linha em branco entre os parágrafos. *Palavras* entre asteriscos ganham destaque, “- ” começa uma linha de lista, e [palavras](https://example.org) viram um link; um endereço que começa com https:// também.

## Faults

fault-email-missing = Informe seu endereço de e-mail
fault-email-for-mastodon = Informe seu endereço de e-mail ou desmarque o Mastodon: ele precisa de um
fault-email-for-password = Informe seu endereço de e-mail: é com ele que você entra
fault-email-malformed = Informe um endereço de e-mail como nome@example.org
fault-name-empty = Informe o nome que você gostaria de ter
fault-name-too-long = Use no máximo 30 caracteres no nome
fault-name-characters = Use só letras de a a z, números e sublinhados (_)
fault-name-digits-only = Use pelo menos uma letra no nome
fault-name-leading-underscore = Comece o nome com uma letra ou um número
fault-name-reserved = { fault-name-taken }
fault-name-taken = Este nome não está disponível. Escolha outro
fault-reason-missing = Conte por que você gostaria de participar
fault-reason-too-long = Encurte seu motivo para { $count } caracteres
fault-answer-too-long = Encurte sua resposta para { $count } caracteres
fault-message-too-long = Encurte sua mensagem para { $count } caracteres
fault-door-missing = Escolha pelo menos um lugar para sua conta
fault-door-closed = Escolha um lugar da lista
fault-password-missing = Informe uma senha ou escolha “Criar uma para mim”
fault-new-password-missing = Informe uma nova senha
fault-new-password-weak = Esta senha é fácil de adivinhar. Use uma mais longa
fault-password-refused = O servidor não aceita esta senha. Use uma mais longa ou menos comum
fault-wrong-password = Esta não é sua senha. Por favor, tente de novo
fault-sign-in = Confira nome e senha: eles não combinam
fault-password-short = Use pelo menos { $count } caracteres na sua senha
fault-password-long = Use no máximo { $count } caracteres na sua senha
fault-password-bytes = Use uma senha mais curta: no máximo { $count } letras simples. Letras com acento, outros alfabetos e emojis contam como duas a quatro
fault-password-weak = Esta senha é fácil de adivinhar. Use uma mais longa ou escolha “Criar uma para mim”
fault-title-missing = Dê um título ao seu post
fault-title-too-long = Encurte o título para { $count } caracteres
fault-content-missing = Escreva alguma coisa
fault-content-too-long = Encurte seu texto para { $count } caracteres
