# frozen_string_literal: true

# What each operation does, and what it leaves alone.

require_relative 'script'

class EnsureUserTest < Minitest::Test
  include Asking

  def test_an_account_is_made_confirmed_and_approved_and_nobody_gets_a_letter_but_the_welcome
    assert_equal({ 'created' => true, 'username' => 'anna' }, done('ensure_user', **ANNA))
    anna = User.rows.last
    assert anna.functional? && anna.reload.valid_password?(PASSWORD)
    assert_equal "gatelodge:#{ANNA[:key]}", anna.invite_request.text
    assert_equal 'en', anna.locale
    assert_empty Seen.letters
    assert_equal ['anna'], Seen.welcomed
  end

  def test_asked_again_nothing_is_made_and_the_password_is_untouched
    done('ensure_user', **ANNA)
    assert_equal({ 'created' => false, 'username' => 'anna' }, done('ensure_user', **ANNA))
    assert User.rows.last.reload.valid_password?(PASSWORD)
    assert_equal ['anna'], Seen.welcomed
    assert_equal 1, User.rows.size
  end

  def test_an_account_that_no_longer_has_the_password_it_was_made_with_is_somebodys
    [{}, { email: 'other@example.org' }].each do |change|
      setup
      done('ensure_user', **ANNA)
      assert_equal({ 'error' => 'taken', 'field' => 'email' }, ask('ensure_user', **ANNA, password: NEW, **change))
      assert User.rows.last.reload.valid_password?(PASSWORD)
      assert_equal 1, User.rows.size, 'nor is there a second one of this key'
    end
  end

  # Mastodon forgets after a year from where somebody signed up; then a form's account looks as one made inside.
  def test_a_forged_mark_is_not_believed_when_the_form_is_forgotten
    eve = stranger(email: ANNA[:email], reason: "please\ngatelodge:#{ANNA[:key]}", sign_up_ip: nil)
    eve.approved = eve.confirmed_at = nil
    assert_equal({ 'error' => 'taken', 'field' => 'email' }, ask('ensure_user', **ANNA, password: NEW))
    refute eve.approved? || eve.confirmed?
    assert_empty Seen.welcomed + Seen.letters
  end

  def test_an_account_bears_our_application_and_is_made_where_there_is_none_too
    app = done('ensure_app', name: 'Gatelodge', scopes: %w(read))
    done('ensure_user', **ANNA, client_id: app['client_id'])
    assert_equal app['client_id'], User.rows.last.created_by_application.uid
    assert_nil User.rows.last.sign_up_ip
    assert_equal false, done('ensure_user', **ANNA, client_id: app['client_id'])['created']
    ['gone', "\u0000"].each do |client_id|
      setup
      assert done('ensure_user', **ANNA, client_id: client_id)['created']
      assert_nil User.rows.last.created_by_application
    end
  end

  def test_what_a_dead_process_began_is_finished
    done('ensure_user', **ANNA)
    anna = User.rows.last
    anna.approved = anna.confirmed_at = nil
    assert_equal false, done('ensure_user', **ANNA)['created']
    assert anna.functional?
    assert_empty Seen.letters
  end

  def test_an_account_whose_owner_moved_to_another_address_is_still_the_same
    done('ensure_user', **ANNA)
    User.rows.last.email = 'anna@elsewhere.example'
    assert_equal false, done('ensure_user', **ANNA)['created']
    assert_equal 1, User.rows.size
  end

  def test_a_foreign_address_or_name_is_taken_and_untouched
    eve = stranger
    before = [eve.encrypted_password, eve.approved, eve.confirmed_at]
    assert_equal({ 'error' => 'taken', 'field' => 'email' }, ask('ensure_user', **ANNA, email: 'Eve@example.org'))
    assert_equal({ 'error' => 'taken', 'field' => 'username' }, ask('ensure_user', **ANNA, username: 'EVE'))
    assert_equal before, [eve.encrypted_password, eve.approved, eve.confirmed_at]
    assert_equal 1, User.rows.size
  end

  def test_a_mark_that_a_stranger_wrote_is_not_believed
    stranger(email: ANNA[:email], reason: "please\ngatelodge:#{ANNA[:key]}")
    assert_equal({ 'error' => 'taken', 'field' => 'email' }, ask('ensure_user', **ANNA))
  end

  def test_the_index_has_the_last_word
    User.meanwhile = -> { stranger(email: ANNA[:email], username: 'else') }
    assert_equal({ 'error' => 'taken', 'field' => 'email' }, ask('ensure_user', **ANNA))
    setup
    User.meanwhile = -> { stranger(username: ANNA[:username]) }
    assert_equal({ 'error' => 'taken', 'field' => 'username' }, ask('ensure_user', **ANNA))
    setup
    User.meanwhile = -> { done('ensure_user', **ANNA) }
    assert_equal({ 'created' => false, 'username' => 'anna' }, done('ensure_user', **ANNA))
    assert_equal 1, User.rows.size
    setup
    User.meanwhile = -> { done('ensure_user', **ANNA, password: NEW) }
    assert_equal({ 'error' => 'taken', 'field' => 'email' }, ask('ensure_user', **ANNA))
    assert User.rows.last.reload.valid_password?(NEW), 'of the one that was quicker'
  end

  def test_a_race_whose_winner_is_gone_again_is_a_race
    User.meanwhile = -> { raise ActiveRecord::RecordNotUnique }
    assert_equal 'race', refused('ensure_user', **ANNA)
  end

  def test_what_the_instance_does_not_take_is_named_by_attribute_and_type_alone
    {
      { email: 'anna@blocked.example' } => { 'email' => ['blocked'] },
      { username: 'reserved' } => { 'username' => ['reserved'] },
      { username: 'a.b' } => { 'username' => ['invalid'] },
      { password: 'short' } => { 'password' => ['too_short'] },
      { email: "a\u0000@example.org" } => { 'email' => ['invalid'] },
      { username: "a\u0000" } => { 'username' => ['invalid'] },
      { password: "long enough\u0000" } => { 'password' => ['invalid'] }
    }.each do |change, fields|
      assert_equal({ 'error' => 'invalid', 'fields' => fields }, ask('ensure_user', **ANNA, **change))
    end
    assert_empty User.rows
  end

  def test_a_language_is_one_of_the_instances_own_or_none
    { 'de' => 'de', 'de-AT' => 'de', 'pt-BR' => 'pt-BR', 'pt-PT' => nil, 'tlh' => nil, '#{1}' => nil }.each do |tag, locale|
      setup
      done('ensure_user', **ANNA, locale: tag)
      locale.nil? ? assert_nil(User.rows.last.locale) : assert_equal(locale, User.rows.last.locale)
    end
  end
end

class LookupTest < Minitest::Test
  include Asking

  def test_names_are_taken_without_regard_to_case
    settle_anna
    assert_equal [true, false, false], ['ANNA', 'ann', "anna\u0000"].map { |name| done('lookup', username: name)['taken'] }
  end

  def test_an_account_of_ours_is_known_by_address_and_by_key
    settle_anna
    ours = { 'standing' => 'ours', 'key' => ANNA[:key], 'username' => 'anna' }
    assert_equal ours, done('lookup', email: 'Anna@Example.org')
    assert_equal ours, done('lookup', key: ANNA[:key])
    assert_equal({ 'standing' => 'unknown' }, done('lookup', key: 'rid_anna'), 'an underscore is no wildcard')
  end

  def test_an_address_is_compared_exactly
    settle_anna
    %w(anna@example.or anna@example.org% %@example.org anna_example.org).push("anna@example.org\u0000", '').each do |email|
      assert_equal({ 'standing' => 'unknown' }, done('lookup', email: email), email)
    end
  end

  def test_hands_are_kept_off_everybody_else
    hands_off = { 'standing' => 'hands_off' }
    stranger
    assert_equal hands_off, done('lookup', email: 'eve@example.org')
    anna = settle_anna
    {
      disabled: true, role_id: 3, confirmed_at: nil, approved: false, otp_required_for_login: true
    }.each do |attribute, value|
      UserRole.new(id: 3).insert
      before = anna.public_send(attribute)
      anna.public_send("#{attribute}=", value)
      assert_equal hands_off, done('lookup', email: ANNA[:email]), attribute
      anna.public_send("#{attribute}=", before)
    end
    { suspended_at: Time.now, moved_to_account_id: 7, memorial: true }.each do |attribute, value|
      anna.account.public_send("#{attribute}=", value)
      assert_equal hands_off, done('lookup', key: ANNA[:key]), attribute
      anna.account.public_send("#{attribute}=", nil)
    end
    assert_equal 'ours', done('lookup', key: ANNA[:key])['standing']
  end

  # As 4.6 may be told to: then Mastodon calls nobody functional who has none yet.
  def test_where_everybody_needs_a_second_factor_a_new_account_is_ours_all_the_same
    UserRole.everyone_needs_2fa = true
    anna = settle_anna
    refute_predicate anna, :functional?
    assert_equal 'ours', done('lookup', email: ANNA[:email])['standing']
    assert done('set_password', key: ANNA[:key], new: NEW)['changed']
    assert_equal 'anna', done('issue_token', key: ANNA[:key], client_id: @app['client_id'], scopes: %w(read))['username']
    anna.otp_required_for_login = true
    assert_equal 'second_factor', refused('set_password', key: ANNA[:key], new: PASSWORD)
  end

  def test_a_key_that_two_bear_is_nobodys
    settle_anna
    stranger(reason: "gatelodge:#{ANNA[:key]}", sign_up_ip: nil)
    assert_equal 'unknown', done('lookup', key: ANNA[:key])['standing']
    assert_equal 'hands_off', done('lookup', email: 'eve@example.org')['standing']
    assert_equal 'not_found', refused('set_password', key: ANNA[:key], new: NEW)
  end

  def test_of_two_that_bear_a_key_the_one_that_our_application_made_is_believed
    app = done('ensure_app', name: 'Gatelodge', scopes: %w(read))
    by_ours = { client_id: app['client_id'] }
    done('ensure_user', **ANNA, **by_ours)
    stranger(reason: "gatelodge:#{ANNA[:key]}", sign_up_ip: nil)
    assert_equal 'anna', done('lookup', key: ANNA[:key], **by_ours)['username']
    assert_equal 'hands_off', done('lookup', email: 'eve@example.org', **by_ours)['standing']
    assert_equal 'unknown', done('lookup', key: ANNA[:key], client_id: 'another')['standing']
  end

  def test_an_account_from_inside_stays_ours_when_the_application_is_another
    app = done('ensure_app', name: 'Gatelodge', scopes: %w(read))
    done('ensure_user', **ANNA, client_id: app['client_id'])
    another = done('ensure_app', name: 'Gatelodge', scopes: %w(read))
    [{}, { client_id: another['client_id'] }].each do |by|
      assert_equal 'ours', done('lookup', email: ANNA[:email], **by)['standing']
    end
  end

  def test_a_sign_up_through_our_application_is_ours_and_through_another_not
    done('ensure_app', name: 'Gatelodge', scopes: %w(read))
    app = Doorkeeper::Application.rows.last
    stranger(reason: "I like it\ngatelodge:rid-eve", created_by_application: app)
    assert_equal 'ours', done('lookup', email: 'eve@example.org', client_id: app.uid)['standing']
    assert_equal 'hands_off', done('lookup', email: 'eve@example.org', client_id: 'another')['standing']
    assert_equal 'hands_off', done('lookup', email: 'eve@example.org')['standing']
  end

  def test_the_mark_is_the_last_line
    { "gatelodge:k\nand more" => false, "x gatelodge:k" => false, "x\ngatelodge:k" => true, "gatelodge:k\n" => false }.each do |reason, is_ours|
      setup
      stranger(reason: reason, sign_up_ip: nil)
      assert_equal is_ours ? 'ours' : 'unknown', done('lookup', key: 'k')['standing'], reason
    end
  end
end

class PasswordTest < Minitest::Test
  include Asking

  def test_a_change_ends_every_session_and_token
    anna = settle_anna
    assert_equal({ 'changed' => true, 'key' => ANNA[:key] }, done('change_password', email: ANNA[:email], old: PASSWORD, new: NEW))
    assert anna.reload.valid_password?(NEW)
    assert_equal [0, 0], [live_tokens, SessionActivation.rows.size]
  end

  def test_a_change_asked_for_again_changes_nothing
    anna = settle_anna
    done('change_password', key: ANNA[:key], old: PASSWORD, new: NEW)
    Doorkeeper::AccessToken.create!(application_id: 99, resource_owner_id: anna.id, token: 'phone again')
    again = done('change_password', key: ANNA[:key], old: PASSWORD, new: NEW, again: true)
    assert_equal({ 'changed' => false, 'key' => ANNA[:key] }, again)
    assert_equal({ 'changed' => false }, done('set_password', key: ANNA[:key], new: NEW))
    assert_equal 1, live_tokens
  end

  def test_the_new_password_alone_proves_nothing_to_who_does_not_ask_again
    settle_anna
    [{}, { again: false }].each do |again|
      assert_equal 'denied', refused('change_password', email: ANNA[:email], old: 'wrong password', new: PASSWORD, **again)
    end
    assert_equal false, done('change_password', email: ANNA[:email], old: 'wrong password', new: PASSWORD, again: true)['changed']
    assert done('change_password', email: ANNA[:email], old: PASSWORD, new: NEW, again: true)['changed'], 'the first one never arrived'
    ['true', 1, nil, {}].each do |again|
      assert_equal 'protocol', refused('change_password', email: ANNA[:email], old: NEW, new: PASSWORD, again: again)
    end
  end

  def test_an_invalid_password_keeps_the_old_one_and_ends_nothing
    anna = settle_anna
    [['short', 'too_short'], ['x' * 73, 'too_long'], ["long enough\u0000", 'invalid']].each do |new, type|
      invalid = { 'error' => 'invalid', 'fields' => { 'password' => [type] } }
      assert_equal invalid, ask('change_password', key: ANNA[:key], old: PASSWORD, new: new)
      assert_equal invalid, ask('set_password', key: ANNA[:key], new: new)
      assert anna.reload.valid_password?(PASSWORD)
      assert_equal [1, 1], [live_tokens, SessionActivation.rows.size]
    end
  end

  def test_a_change_that_did_not_take_is_no_success
    anna = settle_anna
    anna.define_singleton_method(:change_password!) { |_| self.encrypted_password = 'as before' }
    assert_equal 'internal', refused('set_password', key: ANNA[:key], new: NEW)
  end

  def test_a_wrong_password_is_denied_and_an_unknown_address_not_found_with_the_same_work
    settle_anna
    [true, false].each do |again|
      works = [[ANNA[:email], 'denied'], ['nobody@example.org', 'not_found']].map do |email, error|
        Seen.digests = 0
        assert_equal error, refused('change_password', email: email, old: 'wrong password', new: NEW, again: again)
        Seen.digests
      end
      assert_equal 1, works.uniq.size, works.inspect
    end
    assert_equal 'denied', refused('change_password', email: ANNA[:email], old: "#{PASSWORD}\u0000", new: NEW)
  end

  def test_who_has_a_second_factor_changes_it_in_mastodon
    anna = settle_anna
    anna.otp_required_for_login = true
    assert_equal 'second_factor', refused('change_password', email: ANNA[:email], old: PASSWORD, new: NEW)
    anna.otp_required_for_login = false
    WebauthnCredential.create!(user: anna)
    assert_equal 'second_factor', refused('set_password', key: ANNA[:key], new: NEW)
    assert anna.reload.valid_password?(PASSWORD)
    assert_equal 'denied', refused('change_password', email: ANNA[:email], old: 'wrong password', new: NEW), 'the password comes first'
  end

  def test_nothing_is_done_to_who_is_not_functional_or_has_a_role
    anna = settle_anna
    UserRole.new(id: 3).insert
    anna.role_id = 3
    assert_equal 'not_functional', refused('set_password', key: ANNA[:key], new: NEW)
    anna.role_id = nil
    anna.disabled = true
    assert_equal 'not_functional', refused('change_password', email: ANNA[:email], old: PASSWORD, new: NEW)
    assert_equal 'not_functional', refused('reset_link', key: ANNA[:key])
    assert anna.reload.valid_password?(PASSWORD)
  end

  def test_a_strangers_password_is_not_even_asked_for
    stranger
    assert_equal 'not_found', refused('change_password', email: 'eve@example.org', old: PASSWORD, new: NEW)
    assert_equal 'not_found', refused('set_password', key: 'rid-eve', new: NEW)
    assert User.rows.last.reload.valid_password?(PASSWORD)
  end

  def test_a_reset_link_is_mastodons_own_letter
    settle_anna
    assert_equal({ 'sent' => true }, done('reset_link', key: ANNA[:key]))
    assert_equal [[:reset_password, ANNA[:email]]], Seen.letters
  end
end

class TokenTest < Minitest::Test
  include Asking

  def token(**whom) = done('issue_token', client_id: @app['client_id'], scopes: %w(read), **whom)

  def test_the_same_live_token_comes_again_and_a_new_one_after_revoking
    settle_anna
    first = token(key: ANNA[:key])
    assert_equal %w(Bearer read anna anna@example.org rid-anna), first.values_at('token_type', 'scope', 'username', 'email', 'key')
    assert_equal first, token(key: ANNA[:key])
    assert_equal first, token(email: ANNA[:email], password: PASSWORD)
    Web::PushSubscription.create!(access_token_id: Doorkeeper::AccessToken.rows.last.id)
    assert_equal({ 'revoked' => 1 }, done('revoke_tokens', key: ANNA[:key], client_id: @app['client_id']))
    assert_equal [[Doorkeeper::AccessToken.rows.last.id], []], [Seen.kills, Web::PushSubscription.rows]
    assert_equal 1, live_tokens, 'those of other applications stay'
    refute_equal first['access_token'], token(key: ANNA[:key])['access_token']
    assert_equal({ 'revoked' => 1 }, done('revoke_tokens', key: ANNA[:key], client_id: @app['client_id']))
    assert_equal({ 'revoked' => 0 }, done('revoke_tokens', key: ANNA[:key], client_id: @app['client_id']))
  end

  def test_who_may_have_none_gets_none
    anna = settle_anna
    by_email = { email: ANNA[:email], password: PASSWORD, client_id: @app['client_id'], scopes: %w(read) }
    assert_equal 'denied', refused('issue_token', **by_email, password: 'wrong password')
    assert_equal 'not_found', refused('issue_token', **by_email, email: 'nobody@example.org')
    assert_equal 'client', refused('issue_token', **by_email, client_id: 'another')
    assert_equal 'client', refused('issue_token', **by_email, client_id: "\u0000")
    ['write', 'admin:read', 'admin', 'read write', 'read:accounts'].each do |scope|
      assert_equal 'scope', refused('issue_token', **by_email, scopes: [scope]), scope
    end
    anna.otp_required_for_login = true
    assert_equal 'second_factor', refused('issue_token', **by_email)
    anna.otp_required_for_login, anna.disabled = false, true
    assert_equal 'not_functional', refused('issue_token', **by_email)
    assert_equal 1, live_tokens
    assert_equal({ 'revoked' => 0 }, done('revoke_tokens', key: ANNA[:key], client_id: @app['client_id']), 'revoking is always allowed')
  end

  def test_the_application_that_id_and_secret_prove_is_taken_up_and_never_an_administrators
    first = done('ensure_app', name: 'Gatelodge', scopes: %w(read))
    halves = first.slice('client_id', 'client_secret').transform_keys(&:to_sym)
    assert_equal first, done('ensure_app', name: 'Gatelodge', scopes: %w(read), **halves)
    wider = done('ensure_app', name: 'The gate', scopes: %w(read write), **halves)
    assert_equal [first['client_id'], %w(read write)], wider.values_at('client_id', 'scopes')
    assert_equal [['The gate', %w(read write)]], Doorkeeper::Application.rows.map { |app| [app.name, app.scopes.to_a] }
    [%w(admin:read), %w(read admin), %w(unknown)].each do |scopes|
      assert_equal 'scope', refused('ensure_app', name: 'Gatelodge', scopes: scopes, **halves)
    end
    assert_equal 'protocol', refused('ensure_app', name: 'Gatelodge', scopes: %w(read), client_id: first['client_id'])
  end

  # Anybody may register one, under whatever name; its secret is theirs.
  def test_an_application_has_a_token_of_its_own_so_that_it_is_not_cleared_away_unused
    first = done('ensure_app', name: 'Gatelodge', scopes: %w(read))
    app = Doorkeeper::Application.find_by(uid: first['client_id'])
    tokens = Doorkeeper::AccessToken.where(application_id: app.id)
    assert_equal [nil], tokens.map(&:resource_owner_id)
    refute_includes first.values.flatten, tokens.first.token
  end

  def test_an_application_of_the_same_name_is_not_taken_up
    strangers = Doorkeeper::Application.new(name: 'Gatelodge', redirect_uri: Gatelodge::NOWHERE, superapp: false, scopes: 'write')
    strangers.save
    unproved = [{}, { client_id: strangers.uid, client_secret: 'guessed' }, { client_id: 'gone', client_secret: strangers.secret },
                { client_id: "#{strangers.uid}\0", client_secret: strangers.secret }]
    made = unproved.map { |halves| done('ensure_app', name: 'Gatelodge', scopes: %w(read), **halves)['client_id'] }
    assert_equal unproved.size, (made - [strangers.uid]).uniq.size
    assert_equal %w(write), strangers.scopes.to_a
  end

  def test_an_application_is_proved_by_both_its_halves_and_its_scopes_and_stays_as_it_is
    app = done('ensure_app', name: 'Gatelodge', scopes: %w(read write))
    halves = { client_id: app['client_id'], client_secret: app['client_secret'] }
    assert_equal({ 'scopes' => %w(read write) }, done('check_client', **halves, scopes: %w(read)))
    ['other', '', "#{app['client_secret']}\0"].each do |wrong|
      assert_equal 'client', refused('check_client', **halves, client_secret: wrong, scopes: %w(read))
      assert_equal 'client', refused('check_client', **halves, client_id: wrong, scopes: %w(read))
    end
    [%w(read follow), %w(admin:read)].each { |scopes| assert_equal 'scope', refused('check_client', **halves, scopes: scopes) }
    assert_equal 'protocol', refused('check_client', client_id: app['client_id'], scopes: %w(read))
    assert_equal [%w(read write), 1, 0], [Doorkeeper::Application.rows.first.scopes.to_a, Doorkeeper::Application.rows.size, live_tokens]
  end

  def test_an_application_that_sends_people_elsewhere_is_not_taken_up
    [{ redirect_uri: 'https://evil.example' }, { superapp: true }].each do |odd|
      app = Doorkeeper::Application.new(name: 'Gatelodge', redirect_uri: Gatelodge::NOWHERE, superapp: false, scopes: 'read', **odd)
      app.save
      made = done('ensure_app', name: 'Gatelodge', scopes: %w(read), client_id: app.uid, client_secret: app.secret)
      made = Doorkeeper::Application.find_by(uid: made['client_id'])
      assert_equal [Gatelodge::NOWHERE, false], [made.redirect_uri, made.superapp]
    end
  end
end

class DiscardTest < Minitest::Test
  include Asking

  def test_only_what_nobody_ever_used_is_discarded
    {
      ->(anna) { anna.sign_in_count = 1 } => false,
      ->(anna) { anna.current_sign_in_at = Time.now } => false,
      ->(anna) { anna.role_id = 3 } => false,
      ->(anna) { Status.create!(account: anna.account) } => false,
      ->(anna) { anna.disabled = true } => true
    }.each do |change, is_gone|
      setup
      change.call(settle_anna)
      assert_equal({ 'discarded' => is_gone }, done('discard_user', key: ANNA[:key]))
      assert_equal is_gone, User.rows.empty? && Account.rows.empty?
    end
    assert_equal 'not_found', refused('discard_user', key: ANNA[:key])
  end

  def test_a_stranger_is_never_discarded
    stranger(reason: "gatelodge:#{ANNA[:key]}")
    assert_equal 'not_found', refused('discard_user', key: ANNA[:key])
    assert_equal 1, User.rows.size
  end
end
