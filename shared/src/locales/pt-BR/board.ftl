# The board.

# The board
page-board-title = Mural
page-board-own = Meus posts
page-board-all = Todos os posts
page-board-ways = Quais posts
page-board-write = Escrever um post
page-board-search = Buscar nos posts por palavras inteiras
page-board-search-send = Buscar
page-board-search-end = Mostrar todos os posts
page-board-found = Posts com todas estas palavras:
page-board-found-none = Nenhum post tem todas estas palavras. Tente com menos.
page-board-empty = Ainda não há nada escrito aqui.
page-board-own-empty = Você ainda não escreveu nada.
page-board-write-first = Escrever um post
page-board-sign-in-to-write = Entrar para escrever o primeiro post
page-board-newest = Ir para os posts mais novos
page-board-no-more = Não há mais posts aqui.
page-board-pages = Páginas
page-board-newer = Posts mais novos
page-board-older = Posts mais antigos
page-board-deleted = O post foi apagado.
page-board-numbered = Post { $number }
page-board-you = você
page-board-nameless = um membro sem nome
page-board-former = um antigo membro
page-board-draft = Rascunho
page-board-taken-off = Fora do mural
page-board-votes = { $count ->
    [0] nenhum voto
    [one] 1 voto
   *[other] { $count } votos
}
page-board-voted = (com o seu)
page-post-draft = Isto é um rascunho. Só você pode ler.
page-post-taken-off-own = A moderação tirou este post do mural. Só você e a moderação podem ler. Você pode alterar ou apagar o post, mas não publicar de novo.
page-post-taken-off = A moderação tirou este post do mural. Quem escreveu e a moderação ainda podem ver.
page-post-changed = alterado em
page-post-sign-in = Entrar para votar
page-post-vote = Votar neste post
page-post-take-back = Retirar meu voto
page-post-edit = Alterar
page-post-delete = Apagar
page-post-take-off = Tirar do mural
page-post-board = Ir para o mural
page-sure-delete-title = Apagar este post?
page-sure-delete-means = Ele some de vez, e os votos também.
page-sure-delete = Sim, apagar
page-sure-take-off-title = Tirar este post do mural?
page-sure-take-off-means = Depois disso, só quem escreveu e a moderação podem ver. Quem escreveu pode alterar o post, mas não publicar de novo.
page-sure-take-off = Sim, tirar
page-sure-moderator = Quem escreveu recebe um e-mail avisando, e o registro de auditoria mostra que foi você.
page-sure-back = Não, deixar como está
page-edit-new = Escrever um post
page-edit-title = Alterar seu post
page-edit-publish = Publicar
page-edit-publish-changes = Publicar as alterações
page-edit-draft = Guardar como rascunho
page-edit-make-draft = Transformar em rascunho
page-edit-draft-means = Só você pode ler um rascunho.
page-edit-save = Guardar as alterações
page-edit-save-means = O post continua fora do mural.
page-edit-preview = Pré-visualizar
page-edit-preview-title = Pré-visualização
page-edit-preview-means = Nada foi salvo ainda.
page-edit-stale = Ainda não fizemos nada: esta página ficou muito tempo aberta, ou você entrou de novo nesse meio-tempo. Seu texto está todo aqui. Por favor, aperte o botão mais uma vez.
page-edit-signed-out = Sua sessão terminou.
page-edit-signed-out-kept = Seu texto está todo aqui embaixo, mas ainda não foi salvo. Dois passos e você continua:
page-edit-sign-in = Entrar (abre em uma nova aba)
page-edit-come-back = Volte para esta aba e aperte “Continuar meu texto” aqui embaixo.
page-edit-resume = Continuar meu texto
page-edit-back = Voltar, sem guardar o que escrevi
