# frozen_string_literal: true

# As much of Mastodon as the script touches, in memory: what its models check, when they send letters, what `change_password!`
# does and does not do, that PostgreSQL takes no NUL and has the last word on what is unique. No more than was read in the
# sources of 4.3 to 4.6; a name that is not here is one the script must not need.

require 'digest'
require 'securerandom'

# What happened that a table does not show.
module Seen
  class << self
    attr_accessor :letters, :kills, :welcomed, :returned, :digests

    def clear
      self.letters, self.kills, self.welcomed, self.returned, self.digests = [], [], [], 0, 0
    end
  end
  clear
end

module ActiveRecord
  class RecordNotUnique < StandardError; end

  class RecordInvalid < StandardError
    attr_reader :record

    def initialize(record)
      @record = record
      super('Validation failed')
    end
  end

  class Handler
    def clear_active_connections!(role)
      raise ArgumentError, 'all roles' unless role == :all

      Seen.returned += 1
    end
  end

  # The rows that a condition leaves.
  class Relation
    include Enumerable

    def initialize(rows)
      @rows = rows
    end

    def each(&block) = @rows.each(&block)
    def order(column) = Relation.new(@rows.sort_by { |row| row.public_send(column) })
    def delete_all = @rows.each(&:destroy)
    alias destroy_all delete_all
  end

  # A table of its own for each model; rows are Ruby objects, and a value that PostgreSQL refuses is refused.
  class Base
    class << self
      def rows = (@rows ||= [])
      def table = superclass == Base ? self : superclass.table
      def connection_handler = Handler.new
      def uncached = yield
      def sanitize_sql_like(text) = text.gsub(/[\\%_]/) { |letter| "\\#{letter}" }
      def find_by(conditions) = where(conditions).first
      def create!(**values) = new(**values).tap(&:insert)

      def where(conditions, value = nil)
        return like(conditions, value) if conditions.is_a?(String)

        conditions.each_value { |given| given.is_a?(String) && storable(given) }
        Relation.new(table.rows.select { |row| conditions.all? { |column, given| row.public_send(column) == given } }.each(&:reload))
      end

      def like(sql, pattern)
        raise "no such condition: #{sql}" unless sql == 'text LIKE ?'

        letters = storable(pattern).scan(/\\.|./m).map do |part|
          part.start_with?('\\') ? Regexp.escape(part[1]) : { '%' => '.*', '_' => '.' }.fetch(part) { Regexp.escape(part) }
        end
        pattern = Regexp.new("\\A#{letters.join}\\z", Regexp::MULTILINE)
        Relation.new(table.rows.select { |row| pattern.match?(row.text) })
      end

      def storable(text)
        raise ArgumentError, 'string contains null byte' if text.include?("\0")

        text
      end
    end

    attr_accessor :id, :created_at

    def initialize(given = {}, **values)
      given.merge(values).each { |name, value| public_send("#{name}=", value) }
    end

    def insert
      instance_variables.each { |name| (text = instance_variable_get(name)).is_a?(String) && Base.storable(text) }
      self.id ||= (self.class.table.rows.map(&:id).max || 0) + 1
      self.created_at ||= Time.now
      self.class.table.rows << self unless self.class.table.rows.include?(self)
    end

    def destroy = self.class.table.rows.delete(self)
    def reload = self
  end
end

# Rails' own, as far as it is asked.
class Errors
  include Enumerable
  Fault = Struct.new(:attribute, :type)

  def initialize = @faults = []
  def add(attribute, type = :invalid) = @faults << Fault.new(attribute, type)
  def each(&block) = @faults.each(&block)
  def include?(attribute) = any? { |fault| fault.attribute == attribute }
end

module Rails
  Environment = Struct.new(:name) do
    def production? = name == 'production'
    def to_s = name
  end

  class << self
    attr_accessor :env
  end
  self.env = Environment.new(ENV.fetch('RAILS_ENV', 'production'))
end

module I18n
  def self.available_locales = %i(en de pt-BR)
end

module Mastodon
  module Version
    def self.to_s = '4.5.15'
  end
end

class RedisConnection
  Pool = Struct.new(:out) do
    def checkin = self.out -= 1
  end

  def self.pool = (@pool ||= Pool.new(0))

  # As `Redisable#redis`: the thread keeps it until somebody gives it back.
  def self.of_thread
    pool.out += 1 unless Thread.current[:redis]
    Thread.current[:redis] ||= :connection
  end
end

class Chewy
  def self.strategy(name)
    raise ArgumentError unless name == :mastodon

    yield
  end
end

class UserRole < ActiveRecord::Base
  class << self
    attr_accessor :everyone_needs_2fa
  end

  def everyone? = id == -99
  def require_2fa? = everyone? && !!UserRole.everyone_needs_2fa
end

class Status < ActiveRecord::Base
  attr_accessor :account
end

class Account < ActiveRecord::Base
  attr_accessor :username, :suspended_at, :moved_to_account_id, :memorial

  def self.find_local(username) = rows.find { |row| row.username.casecmp?(storable(username)) }
  def user = User.rows.find { |user| user.account.equal?(self) }
  def statuses = Status.where(account: self)
  def unavailable? = !suspended_at.nil?
  def memorial? = !!memorial
end

class UserInviteRequest < ActiveRecord::Base
  attr_accessor :text
  attr_writer :user

  def user = @user.reload
end

class SessionActivation < ActiveRecord::Base
  attr_accessor :user
end

class WebauthnCredential < ActiveRecord::Base
  attr_accessor :user
end

module Web
  class PushSubscription < ActiveRecord::Base
    attr_accessor :access_token_id
  end
end

class User < ActiveRecord::Base
  class << self
    # Runs between the validation and the insertion: another process.
    attr_accessor :meanwhile
  end

  attr_accessor :agreement, :locale, :account, :invite_request, :approved, :confirmed_at, :disabled, :role_id, :sign_up_ip,
                :created_by_application, :otp_required_for_login, :sign_in_count, :current_sign_in_at, :encrypted_password
  attr_writer :bypass_registration_checks
  attr_reader :email, :errors

  def initialize(**values)
    @errors, @sign_in_count = Errors.new, 0
    super
  end

  # Devise writes it small and without blanks around it.
  def email=(email)
    @email = email.strip.downcase
  end

  def password=(password)
    @password = password
    @encrypted_password = digest(password)
  end

  def account_attributes=(values)
    @account = Account.new(**values)
  end

  def invite_request_attributes=(values)
    @invite_request = UserInviteRequest.new(**values, user: self)
  end

  def insert
    super
    @kept = encrypted_password
  end

  # As it is read anew: what was assigned and not saved is gone.
  def reload
    @password, @encrypted_password = nil, @kept
    self
  end

  def destroy
    invite_request&.destroy
    super
  end

  def digest(password)
    Seen.digests += 1
    raise ArgumentError, 'string contains null byte' if password.include?("\0")

    Digest::SHA256.hexdigest("salt#{password}")
  end

  def valid_password?(password) = encrypted_password == digest(password)
  def skip_confirmation_notification! = @quiet = true
  def created_by_application_id = created_by_application&.id
  def role = UserRole.find_by(id: role_id) || UserRole.new(id: -99)
  def webauthn_credentials = WebauthnCredential.where(user: self)
  def otp_required_for_login? = !!otp_required_for_login
  def approved? = !!approved
  def confirmed? = !confirmed_at.nil?
  def disabled? = !!disabled
  def missing_2fa? = !otp_required_for_login? && webauthn_credentials.none? && role.require_2fa?

  # 4.6's own.
  def functional?
    confirmed? && approved? && !disabled? && !account.unavailable? && !account.memorial? && !missing_2fa? && account.moved_to_account_id.nil?
  end

  def valid?
    @errors = Errors.new
    others = User.rows - [self]
    errors.add(:email, :taken) if others.any? { |other| other.email == email }
    errors.add(:email) unless email.match?(/\A[^@[:cntrl:] ]+@[^@[:cntrl:] ]+\z/)
    errors.add(:email, :blocked) if email.end_with?('@blocked.example')
    errors.add(:password, @password.to_s.length < 8 ? :too_short : :too_long) unless @password.nil? || (8..72).cover?(@password.length)
    errors.add(:invite_request) if invite_request && invite_request.text.length > 420
    errors.add(:date_of_birth, :blank) unless id || @bypass_registration_checks
    validate_name unless id
    errors.none?
  end

  def validate_name
    errors.add(:'account.username', :taken) if Account.find_local(account.username)
    errors.add(:'account.username') unless account.username.match?(/\A[a-z0-9_]{1,30}\z/i)
    errors.add(:'account.username', :reserved) if account.username == 'reserved'
  end

  def save
    return false unless valid?

    User.meanwhile&.tap { User.meanwhile = nil }&.call
    others = User.rows - [self]
    clash = others.any? { |other| other.email == email || other.account.username.casecmp?(account.username) }
    raise ActiveRecord::RecordNotUnique, "Key (email)=(#{email}) already exists." if clash

    self.approved ||= false
    is_new = id.nil?
    [account, invite_request, self].compact.each(&:insert)
    Seen.letters << [:confirmation, email] if is_new && !@quiet
    true
  end

  def approve!
    return if approved?
    raise ActiveRecord::RecordInvalid, self unless valid?

    self.approved = true
    welcome if confirmed?
  end

  def mark_email_as_confirmed!
    was_new = !confirmed?
    self.confirmed_at = Time.now
    return unless was_new

    approved? ? welcome : Seen.letters << [:pending_account, 'moderators']
  end

  def welcome = Seen.welcomed << account.username
  def send_reset_password_instructions = Seen.letters << [:reset_password, email]

  # Mastodon's own: an invalid password is not kept and nobody hears of it, while everything ends all the same.
  def change_password!(password)
    self.password = password
    @kept = encrypted_password if valid?
    SessionActivation.where(user: self).destroy_all
    revoke_access!
  end

  def revoke_access!
    RedisConnection.of_thread
    Doorkeeper::AccessToken.where(resource_owner_id: id).each(&:revoke)
  end
end

module Doorkeeper
  Settings = Struct.new(:access_token_expires_in, :refresh_token_enabled?)

  def self.configuration = Settings.new(nil, false)

  module OAuth
    class Scopes
      include Enumerable

      def self.from_array(list) = new(list)
      def initialize(list) = @list = list
      def each(&block) = @list.each(&block)
      def to_s = @list.join(' ')
    end
  end

  class Application < ActiveRecord::Base
    KNOWN = %w(read write follow push profile read:accounts admin:read).freeze
    attr_accessor :name, :redirect_uri, :owner_id, :superapp, :uid, :secret
    attr_reader :errors

    def self.by_uid_and_secret(uid, secret) = where(uid: uid, secret: secret).first

    def scopes = OAuth::Scopes.from_array(@scopes.to_s.split)
    attr_writer :scopes

    def save
      @errors = Errors.new
      errors.add(:scopes, :not_match_configured) unless (scopes.to_a - KNOWN).empty?
      errors.add(:name, :too_long) if name.length > 60
      return false if errors.any?

      self.uid ||= SecureRandom.hex
      self.secret ||= SecureRandom.hex
      insert
      true
    end
  end

  class AccessToken < ActiveRecord::Base
    attr_accessor :application_id, :resource_owner_id, :scopes, :token, :revoked_at, :expires_in, :use_refresh_token

    def self.find_or_create_for(application:, resource_owner:, scopes:, **rest)
      live = where(application_id: application.id, resource_owner_id: resource_owner, revoked_at: nil)
      same = live.find { |token| token.scopes.to_a.sort == scopes.to_a.sort }
      same || create!(application_id: application.id, resource_owner_id: resource_owner, scopes: scopes, token: SecureRandom.hex, **rest)
    end

    def revoke
      self.revoked_at = Time.now
      Seen.kills << id
    end
  end
end

class DeleteAccountService
  def call(account, reserve_email:, reserve_username:)
    account.user.destroy unless reserve_email
    account.destroy unless reserve_username
  end
end
