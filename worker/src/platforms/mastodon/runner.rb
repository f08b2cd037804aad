# frozen_string_literal: true

# Gatelodge inside Mastodon 4.3 to 4.6, run by `bin/rails runner`: reads one question a line, as JSON, and answers each with
# one line `@gatelodge <nonce> <json>`. It is a constant: what people type comes in as JSON values and is only ever a value,
# never Ruby, SQL or a command. Every operation is safe to repeat, since whoever asked may have died before the answer.
# An answer names kinds, attributes and types of errors, and nothing of a person but what was asked for.
#
# Here is what can be asked. How questions come in and answers go out is in runner/door.rb, the second half of this script.

module Gatelodge
  KEY = /\A[A-Za-z0-9_-]{1,64}\z/
  # The last line of a sign-up reason; the key is the registration that the account was made for.
  MARK = /(?:\A|\n)gatelodge:([A-Za-z0-9_-]{1,64})\z/
  # An application that nobody is sent back to: tokens are made here, not in a browser.
  NOWHERE = 'urn:ietf:wg:oauth:2.0:oob'

  # Why something is not done: the kind, and what belongs to it.
  class Refusal < StandardError
    attr_reader :answer

    def initialize(kind, **details)
      super(kind)
      @answer = { error: kind, **details }
    end

    # From a record's own errors. A name or an address that somebody has is another kind than one that nobody can have.
    def self.invalid(record)
      errors = record.errors.map { |error| [error.attribute.to_s.delete_prefix('account.'), error.type] }
      taken = errors.find { |attribute, type| type == :taken && %w(username email).include?(attribute) }
      return new('taken', field: taken.first) if taken

      fields = errors.group_by(&:first).transform_values { |list| list.map { |_, type| type.is_a?(Symbol) ? type : :invalid } }
      new('invalid', fields: fields)
    end

    def self.bad_value(attribute)
      new('invalid', fields: { attribute => [:invalid] })
    end
  end

  # The arguments of a question. What is missing or of another type makes it no question at all.
  class Arguments
    def initialize(request)
      @request = request
    end

    def text(name)
      value = @request[name]
      raise Refusal.new('protocol') unless value.is_a?(String)

      value
    end

    def has?(name)
      @request.key?(name)
    end

    def key
      text('key').tap { |key| raise Refusal.new('protocol') unless KEY.match?(key) }
    end

    # The application that a sign-up of ours over Mastodon's API bears, if one is set up.
    def client_id
      has?('client_id') ? text('client_id') : nil
    end

    # Whether it was asked before, and the answer may have been lost.
    def again?
      value = @request.fetch('again', false)
      raise Refusal.new('protocol') unless [true, false].include?(value)

      value
    end

    def scopes
      value = @request['scopes']
      raise Refusal.new('protocol') unless value.is_a?(Array) && value.any? && value.all?(String)
      raise Refusal.new('scope') if value.any? { |scope| scope == 'admin' || scope.start_with?('admin:') || scope.match?(/\s/) }

      value.uniq
    end
  end

  # Finding accounts, and whether anything may be done to them. PostgreSQL takes no NUL, so no account has one in its address.
  module Accounts
    module_function

    def by_email(email)
      # Mastodon keeps addresses in lower case, so this is an exact match.
      User.find_by(email: email.downcase) unless email.include?("\0")
    end

    def name_taken?(username)
      !username.include?("\0") && !Account.find_local(username).nil?
    end

    # The key in an account's mark. Anybody may end a sign-up reason like this, so it counts only where nobody signed up from
    # anywhere, or through our own application. Mastodon forgets after a year from where somebody did: whatever makes an account
    # more than it was asks for another proof as well.
    def key_of(user, client_id)
      user.invite_request&.text.to_s[MARK, 1] if user.sign_up_ip.nil? || made_by?(user, client_id)
    end

    # Whether our own application made it, which is the best proof there is.
    def made_by?(user, client_id)
      !client_id.nil? && user.created_by_application&.uid == client_id
    end

    # The one account that bears this key. Where two claim it, the one that our application made is believed, and else neither.
    def by_key(key, client_id)
      ending = "%gatelodge:#{ActiveRecord::Base.sanitize_sql_like(key)}"
      users = UserInviteRequest.where('text LIKE ?', ending).filter_map(&:user)
      users = users.select { |user| key_of(user, client_id) == key }
      users = users.select { |user| made_by?(user, client_id) } if users.size > 1
      users.first if users.one?
    end

    # As `by_key`, by the address; with its key.
    def ours_by_email(email, client_id)
      user = by_email(email)
      key = user && key_of(user, client_id)
      [user, key] if key && by_key(key, client_id) == user
    end

    # Whom a question is about, with the key.
    def meant(ask)
      key = ask.key if ask.has?('key')
      user = by_key(key, ask.client_id) if key
      user, key = ours_by_email(ask.text('email'), ask.client_id) unless key
      [user, key]
    end

    def second_factor?(user)
      user.otp_required_for_login? || user.webauthn_credentials.any?
    end

    # Confirmed, approved, not disabled, suspended or moved away; and nobody who runs the instance. Mastodon's own `functional?`
    # says no as well where 4.6 wants a second factor of everybody, which no new account has.
    def functional?(user)
      account = user.account
      is_gone = %i(unavailable? suspended? memorial?).any? { |word| account.respond_to?(word) && account.public_send(word) }
      user.confirmed? && user.approved? && !user.disabled? && !is_gone && account.moved_to_account_id.nil? &&
        (user.role_id.nil? || user.role.everyone?)
    end

    def usable!(user)
      raise Refusal.new('second_factor') if second_factor?(user)
      raise Refusal.new('not_functional') unless functional?(user)
    end

    # bcrypt reads no further than a NUL, so a password with one would hold for many. Where there is no account, the same work
    # is done as where there is one.
    def password?(user, password)
      return false if password.include?("\0")

      user ? user.valid_password?(password) : User.new(password: password).nil?
    end
  end

  # What can be asked. Each takes the arguments and gives what was done, or raises a refusal.
  module Operations
    module_function

    NAMES = %w(
      ping ensure_app check_client ensure_user lookup issue_token revoke_tokens change_password set_password reset_link discard_user
    ).freeze

    def ping(_ask)
      { mastodon: Mastodon::Version.to_s, env: Rails.env.to_s }
    end

    # The application that tokens are issued by: the one that id and secret prove, its name and scopes brought up to date, and
    # else a new one. A name proves nothing: anybody may register an application under any.
    def ensure_app(ask)
      app = proved_application(ask) if ask.has?('client_id')
      app = nil unless app && app.redirect_uri == NOWHERE && !app.superapp
      app ||= Doorkeeper::Application.new(redirect_uri: NOWHERE, owner_id: nil, superapp: false)
      app.name, app.scopes = ask.text('name'), ask.scopes.join(' ')
      unless app.save
        raise Refusal.new('scope') if app.errors.include?(:scopes)

        raise Refusal.invalid(app)
      end
      # Mastodon clears an application away that nobody has used a day after it was made: a token of its own, which is told to
      # nobody, keeps it until the first account comes.
      live_token(app, nil, ask.scopes)
      { client_id: app.uid, client_secret: app.secret, scopes: app.scopes.to_a }
    end

    # Whether these two are an application that may give tokens of these scopes. Changes nothing.
    def check_client(ask)
      app = proved_application(ask)
      raise Refusal.new('client') unless app
      raise Refusal.new('scope') unless (ask.scopes - app.scopes.to_a).empty?

      { scopes: app.scopes.to_a }
    end

    def ensure_user(ask)
      key, email, username = ask.key, ask.text('email'), ask.text('username')
      { email: email, username: username, password: ask.text('password') }.each do |attribute, value|
        raise Refusal.bad_value(attribute) if value.include?("\0")
      end
      made = made_before(ask, key, email)
      return settle(made, false) if made

      free!(email, username)
      user = new_user(ask)
      created = create(user)
      # Another process may have been quicker with the very same: then its account is ours.
      made = created ? user : made_before(ask, key, email)
      return settle(made, created) if made
      raise Refusal.invalid(user) if user.errors.any?

      free!(email, username)
      raise Refusal.new('race')
    end

    def lookup(ask)
      return { taken: Accounts.name_taken?(ask.text('username')) } if ask.has?('username')

      user, key = Accounts.meant(ask)
      return { standing: ask.has?('email') && Accounts.by_email(ask.text('email')) ? 'hands_off' : 'unknown' } unless user
      return { standing: 'hands_off' } if Accounts.second_factor?(user) || !Accounts.functional?(user)

      { standing: 'ours', key: key, username: user.account.username }
    end

    def issue_token(ask)
      user, key = Accounts.meant(ask)
      proved = ask.has?('key') || Accounts.password?(user, ask.text('password'))
      raise Refusal.new('not_found') unless user
      raise Refusal.new('denied') unless proved

      Accounts.usable!(user)
      app, scopes = application(ask), ask.scopes
      raise Refusal.new('scope') unless (scopes - app.scopes.to_a).empty?

      token = live_token(app, user, scopes)
      { access_token: token.token, token_type: 'Bearer', scope: token.scopes.to_s, created_at: token.created_at.to_i,
        username: user.account.username, email: user.email, key: key }
    end

    # Allowed for every account of ours, whatever became of it.
    def revoke_tokens(ask)
      user = Accounts.by_key(ask.key, ask.client_id)
      raise Refusal.new('not_found') unless user

      live = Doorkeeper::AccessToken.where(application_id: application(ask).id, resource_owner_id: user.id, revoked_at: nil).to_a
      live.each do |token|
        Web::PushSubscription.where(access_token_id: token.id).delete_all
        token.revoke
      end
      { revoked: live.size }
    end

    def change_password(ask)
      user, key = Accounts.meant(ask)
      old, new = ask.text('old'), ask.text('new')
      proved = Accounts.password?(user, old)
      # Whoever asks again after a lost answer still gives the old one. Of anybody else the new one proves nothing.
      repeated = ask.again? && !proved && Accounts.password?(user, new)
      raise Refusal.new('not_found') unless user
      raise Refusal.new('denied') unless proved || repeated

      Accounts.usable!(user)
      replace_password(user, new) unless repeated
      { changed: !repeated, key: key }
    end

    def set_password(ask)
      user = Accounts.by_key(ask.key, ask.client_id)
      raise Refusal.new('not_found') unless user

      Accounts.usable!(user)
      new = ask.text('new')
      repeated = Accounts.password?(user, new)
      replace_password(user, new) unless repeated
      { changed: !repeated }
    end

    # Mastodon's own letter, to the account's own address.
    def reset_link(ask)
      user = Accounts.by_key(ask.key, ask.client_id)
      raise Refusal.new('not_found') unless user
      raise Refusal.new('not_functional') unless Accounts.functional?(user)

      user.send_reset_password_instructions
      { sent: true }
    end

    # Only what nobody ever used: it never signed in and has no posts.
    def discard_user(ask)
      user = Accounts.by_key(ask.key, ask.client_id)
      raise Refusal.new('not_found') unless user

      unused = user.role_id.nil? && user.sign_in_count.zero? && user.current_sign_in_at.nil? && user.account.statuses.none?
      DeleteAccountService.new.call(user.account, reserve_email: false, reserve_username: false) if unused
      { discarded: unused }
    end

    # The account that an earlier question of this key made: it bears the mark, and still has the password it was made with, which
    # nobody else knows. With the mark alone it is a stranger's, whoever wrote that, and nobody confirms or approves it.
    def made_before(ask, key, email)
      by_email = Accounts.by_email(email)
      user = by_email if by_email && Accounts.key_of(by_email, ask.client_id) == key
      user ||= Accounts.by_key(key, ask.client_id)
      raise Refusal.new('taken', field: 'email') unless user.nil? || Accounts.password?(user, ask.text('password'))

      user
    end

    def free!(email, username)
      raise Refusal.new('taken', field: 'email') if Accounts.by_email(email)
      raise Refusal.new('taken', field: 'username') if Accounts.name_taken?(username)
    end

    def new_user(ask)
      languages = [ask.text('locale'), ask.text('locale')[/\A[a-z]+/]]
      user = User.new(
        email: ask.text('email'), password: ask.text('password'), agreement: true,
        locale: languages.find { |language| I18n.available_locales.any? { |known| known.to_s == language } },
        account_attributes: { username: ask.text('username') },
        invite_request_attributes: { text: "gatelodge:#{ask.key}" }
      )
      # What an instance asks of strangers (a reason, an age) was settled at the gate: 4.4 and later, and 4.3.
      %i(bypass_registration_checks= bypass_invite_request_check=).each do |bypass|
        user.public_send(bypass, true) if user.respond_to?(bypass)
      end
      # By which it is known as ours for longer than by where nobody signed up from.
      app = application_of(ask.client_id)
      user.created_by_application = app if app && user.respond_to?(:created_by_application=)
      user.skip_confirmation_notification!
      user
    end

    # Whether it was made. The indexes have the last word: between the validation and them, another process may come first.
    def create(user)
      user.save
    rescue ActiveRecord::RecordNotUnique
      false
    end

    # Approved before confirmed: the other way round, every moderator gets a letter. What is done already is not done again.
    def settle(user, created)
      user.approve!
      user.mark_email_as_confirmed! unless user.confirmed?
      { created: created, username: user.account.username }
    end

    # `change_password!` keeps the old password without a word where the new one is not valid, and ends every session all the
    # same: so it is asked first and looked at afterwards. Tokens end before as well: should this process die between the
    # change and what follows it, the repeat would see the new password and leave them alive.
    def replace_password(user, new)
      raise Refusal.bad_value(:password) if new.include?("\0")

      user.password = new
      raise Refusal.invalid(user) unless user.valid?

      user.revoke_access!
      user.change_password!(new)
      raise Refusal.new('internal') unless user.reload.valid_password?(new)
    end

    def application(ask)
      application_of(ask.text('client_id')) || raise(Refusal.new('client'))
    end

    def application_of(id)
      Doorkeeper::Application.find_by(uid: id) unless id.nil? || id.include?("\0")
    end

    # The application whose id and secret these are.
    def proved_application(ask)
      id, secret = ask.text('client_id'), ask.text('client_secret')
      Doorkeeper::Application.by_uid_and_secret(id, secret) unless "#{id}#{secret}".include?("\0")
    end

    # The same live token again, if there is one.
    def live_token(app, user, scopes)
      Doorkeeper::AccessToken.find_or_create_for(
        application: app, resource_owner: user&.id, scopes: Doorkeeper::OAuth::Scopes.from_array(scopes),
        expires_in: Doorkeeper.configuration.access_token_expires_in,
        use_refresh_token: Doorkeeper.configuration.refresh_token_enabled?
      )
    end
  end
end
