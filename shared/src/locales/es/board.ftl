# The board.

# The board
page-board-title = Tablón
page-board-own = Mis publicaciones
page-board-all = Todas las publicaciones
page-board-ways = Qué publicaciones ver
page-board-write = Escribir una publicación
page-board-search = Buscar palabras completas en las publicaciones
page-board-search-send = Buscar
page-board-search-end = Ver todas las publicaciones
page-board-found = Publicaciones con todas estas palabras:
page-board-found-none = Ninguna publicación tiene todas estas palabras. Prueba con menos.
page-board-empty = Todavía no hay nada escrito aquí.
page-board-own-empty = Todavía no has escrito nada.
page-board-write-first = Escribir una publicación
page-board-sign-in-to-write = Iniciar sesión y escribir la primera publicación
page-board-newest = Ir a las publicaciones más recientes
page-board-no-more = Aquí no hay más publicaciones.
page-board-pages = Páginas
page-board-newer = Publicaciones más recientes
page-board-older = Publicaciones anteriores
page-board-deleted = La publicación se ha borrado.
page-board-numbered = Publicación { $number }
page-board-you = tú
page-board-nameless = un miembro sin nombre
page-board-former = alguien que ya no es miembro
page-board-draft = Borrador
page-board-taken-off = Fuera del tablón
page-board-votes = { $count ->
    [0] sin votos
    [one] 1 voto
   *[other] { $count } votos
}
page-board-voted = (con el tuyo)
page-post-draft = Esto es un borrador. Solo lo lees tú.
page-post-taken-off-own = La moderación retiró esta publicación del tablón. Solo la leen tú y la moderación. Puedes modificarla o borrarla, pero no volver a publicarla.
page-post-taken-off = La moderación retiró esta publicación del tablón. Todavía la ven quien la escribió y la moderación.
page-post-changed = modificada el
page-post-sign-in = Iniciar sesión para votar
page-post-vote = Votar a favor
page-post-take-back = Quitar mi voto
page-post-edit = Modificar
page-post-delete = Borrar
page-post-take-off = Retirar del tablón
page-post-board = Ir al tablón
page-sure-delete-title = ¿Borrar esta publicación?
page-sure-delete-means = Desaparece para siempre, y sus votos con ella.
page-sure-delete = Sí, borrarla
page-sure-take-off-title = ¿Retirar esta publicación del tablón?
page-sure-take-off-means = Después solo la ven quien la escribió y la moderación. Quien la escribió puede modificarla, pero no volver a publicarla.
page-sure-take-off = Sí, retirarla
page-sure-moderator = Quien la escribió recibe un correo que lo dice, y en el registro de auditoría consta que fuiste tú.
page-sure-back = No, dejarla
page-edit-new = Escribir una publicación
page-edit-title = Modificar tu publicación
page-edit-publish = Publicar
page-edit-publish-changes = Publicar los cambios
page-edit-draft = Guardar como borrador
page-edit-make-draft = Convertir en borrador
page-edit-draft-means = Un borrador solo lo lees tú.
page-edit-save = Guardar los cambios
page-edit-save-means = Sigue fuera del tablón.
page-edit-preview = Vista previa
page-edit-preview-title = Vista previa
page-edit-preview-means = Todavía no se ha guardado nada.
page-edit-stale = Todavía no hemos hecho nada: esta página llevaba mucho tiempo abierta o has vuelto a iniciar sesión desde entonces. Tu texto está aquí completo. Pulsa el botón una vez más, por favor.
page-edit-signed-out = Tu sesión se ha cerrado.
page-edit-signed-out-kept = Tu texto está completo aquí abajo, pero todavía no se ha guardado. Dos pasos y sigues:
page-edit-sign-in = Iniciar sesión (se abre en otra pestaña)
page-edit-come-back = Vuelve a esta pestaña y pulsa abajo “Seguir con mi texto”.
page-edit-resume = Seguir con mi texto
page-edit-back = Volver sin guardar lo que escribí
