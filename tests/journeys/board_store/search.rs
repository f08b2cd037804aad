//! Searching: what is found, and how little is read for it.

use super::*;

#[tokio::test]
async fn a_search_wants_all_of_its_words_however_they_are_typed() -> anyhow::Result<()> {
    let place = place().await?;
    place.post(place.ada, "Red bicycle", "for sale", true).await?;
    place.post(place.ada, "Blue bicycle", "Not for sale", true).await?;
    place.post(place.ben, "Cafe\u{301}", "red", true).await?;
    assert_eq!(place.found("bicycle").await?, [2, 1]);
    assert_eq!(place.found("RED").await?, [3, 1]);
    assert_eq!(place.found("sale, red!").await?, [1]);
    assert_eq!(place.found("caf\u{e9}").await?, [3]);
    for nothing in ["red nobodyusedthis", "nobodyusedthis", "bicycl", "*", "red blue"] {
        assert_eq!(place.found(nothing).await?, [0; 0], "{nothing}");
    }
    Ok(())
}

#[tokio::test]
async fn a_search_reads_no_more_than_the_thousand_newest_of_its_rarest_word() -> anyhow::Result<()> {
    let place = place().await?;
    // Every post has one of two words, a handful another; 1,200 have the rarer of the two.
    let content = |number: usize| match number {
        number if number % 2 == 0 => "alpha".to_owned(),
        number if number % 100 == 1 => "beta rare".to_owned(),
        _ => "beta".to_owned(),
    };
    place.posts(2_401, content).await?;
    let look = async |typed: &str, page: Page| place.board.list(&place.roots, page, Search::of(typed).as_ref()).await;

    let never = look("alpha beta", FIRST).await?;
    assert_eq!((never.posts.len(), never.next, never.read), (0, None, 1_000), "they never stand together");
    let rare = look("beta rare", Page { limit: 100, ..FIRST }).await?;
    assert_eq!((rare.posts.len(), rare.next, rare.read), (24, None, 24), "all of the rarer word, and nothing else");
    let unknown = look("alpha nobodyusedthis", FIRST).await?;
    assert_eq!((unknown.posts.len(), unknown.read), (0, 0));

    // Page by page, nothing beyond the thousandth is ever found, and each page reads on where the last one ended.
    let (mut all, mut before, mut read) = (Vec::new(), None, 0);
    loop {
        let page = look("beta", Page { limit: 100, skip: 0, before }).await?;
        all.extend(ids(&page.posts));
        read = read.max(page.read);
        before = page.next;
        if before.is_none() {
            break;
        }
    }
    assert_eq!(all.len(), 1_000);
    assert!(all.is_sorted_by(|a, b| a > b), "newest first, none twice");
    assert!(read <= 200, "{read}");
    assert_eq!(look("beta", Page { limit: 5, skip: 990, before: None }).await?.posts.len(), 5);
    assert_eq!(look("beta", Page { limit: 100, skip: 999, before: None }).await?.posts.len(), 1);
    assert_eq!(look("beta", Page { limit: 100, skip: 10_000, before: None }).await?.posts.len(), 0);

    let search = Search::of("alpha beta");
    let cost = place.cost(FIRST, search.as_ref()).await?;
    assert!(cost <= 30, "ten looks at each word, a hundred entries at a time: {cost}");
    Ok(())
}

#[tokio::test]
async fn an_edit_moves_the_difference_of_its_words_and_nothing_else() -> anyhow::Result<()> {
    let place = place().await?;
    let words = async || anyhow::Ok(place.keys().await?.into_iter().filter(|key| key.contains(":word:")).collect::<BTreeSet<_>>());
    let post = place.post(place.ada, "one", "two three", true).await?;
    let before = words().await?;
    assert_eq!(before.len(), 3);
    let rewrite = |content: &str| Change::Edit(Edit { content: Some(content.to_owned()), ..Edit::default() });
    let count = place.commands_count().await?;
    place.change(post, Actor::Member(place.ada), &rewrite("two four")).await?;
    let spent = place.commands_count().await? - count;
    let after = words().await?;
    assert_eq!((after.len(), before.intersection(&after).count()), (3, 2));
    assert!(spent <= 12, "one entry removed, one added: {spent} commands");
    assert_eq!((place.found("three").await?, place.found("four one").await?), (vec![], vec![1]));
    place.change(post, Actor::Member(place.ada), &Change::Delete).await?;
    assert_eq!(words().await?.len(), 0);
    Ok(())
}
