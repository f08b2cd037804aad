# frozen_string_literal: true

# The script as the tests need it: its text, its operations loaded over the stubs, and short ways to ask.

require 'json'
require 'minitest/autorun'
require 'rbconfig'
require 'stringio'
require 'timeout'
require 'tmpdir'

require_relative 'stubs'

FOLDER = File.expand_path('../../worker/src/platforms/mastodon', __dir__)
# As worker/src/platforms/mastodon/runner.rs puts it together.
SCRIPT = %w(runner.rb runner/door.rb).map { |name| File.read(File.join(FOLDER, name)) }.join
LAST = "Gatelodge.start\n"

raise 'the script begins in its last line' unless SCRIPT.end_with?("\n#{LAST}")

eval(SCRIPT.delete_suffix(LAST), TOPLEVEL_BINDING, 'script') # rubocop:disable Security/Eval, Style/EvalWithLocation

# Nothing of the script needs a shell; whoever calls one here did it with what was typed.
module Shells
  CALLED = [] # rubocop:disable Style/MutableConstant
  %i(system spawn exec fork ` open).each do |name|
    define_method(name) { |*given, **| CALLED << [name, *given] && nil }
  end
end
Kernel.prepend(Shells)

module Asking
  PASSWORD = 'correct horse'
  NEW = 'battery staple'
  NONCE = '0123456789abcdef0123456789abcdef'
  ANNA = { key: 'rid-anna', username: 'anna', email: 'anna@example.org', password: PASSWORD, locale: 'en' }.freeze

  def setup
    [User, Account, UserInviteRequest, SessionActivation, WebauthnCredential, UserRole, Status, Web::PushSubscription,
     Doorkeeper::Application, Doorkeeper::AccessToken].each { |model| model.rows.clear }
    User.meanwhile = UserRole.everyone_needs_2fa = nil
    Rails.env = Rails::Environment.new('production')
    Seen.clear
  end

  def teardown
    assert_empty Shells::CALLED
    assert_equal 0, RedisConnection.pool.out, 'a connection was not given back'
  end

  def line(operation, **arguments)
    "#{JSON.generate({ v: 1, nonce: NONCE, op: operation, **arguments })}\n"
  end

  # The answers to these lines, as nonce and content.
  def serve(*lines)
    output = StringIO.new
    Gatelodge::Wire.serve(StringIO.new(lines.join.b), output)
    output.string.lines.map do |answer|
      mark, nonce, json = answer.split(' ', 3)
      assert_equal '@gatelodge', mark
      [nonce, JSON.parse(json)]
    end
  end

  def ask(operation, **arguments)
    answers = serve(line(operation, **arguments))
    assert_equal 1, answers.size
    assert_equal NONCE, answers.first.first
    answers.first.last
  end

  def done(operation, **arguments)
    answer = ask(operation, **arguments)
    assert_equal ['ok'], answer.keys, answer.inspect
    answer['ok']
  end

  def refused(operation, **arguments)
    answer = ask(operation, **arguments)
    refute answer.key?('ok'), answer.inspect
    answer['error']
  end

  # Anna, who has an account of ours, is signed in and has two tokens, of our application and of another.
  def settle_anna
    done('ensure_user', **ANNA)
    @app = done('ensure_app', name: 'Gatelodge', scopes: %w(read))
    anna = User.rows.last
    SessionActivation.create!(user: anna)
    Doorkeeper::AccessToken.create!(application_id: 99, resource_owner_id: anna.id, token: 'phone')
    anna
  end

  # Those of people; an application has one of its own.
  def live_tokens = Doorkeeper::AccessToken.rows.count { |token| token.revoked_at.nil? && token.resource_owner_id }

  # An account that a stranger made in Mastodon's own form, whatever reason they gave.
  def stranger(email: 'eve@example.org', username: 'eve', reason: 'hello', **values)
    user = User.new(email: email, password: PASSWORD, account_attributes: { username: username }, sign_up_ip: '192.0.2.1',
                    invite_request_attributes: { text: reason }, approved: true, confirmed_at: Time.now, bypass_registration_checks: true, **values)
    user.skip_confirmation_notification!
    assert user.save, user.errors.to_a.inspect
    user
  end
end
