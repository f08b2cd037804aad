# Questions come on standard input, or with GATELODGE_SOCKET=/path on a Unix socket, where this process stays. They are JSON,
# one a line, `{"v":1,"nonce":"<32 hex>","op":"…",…}`, and every answer is a line `@gatelodge <nonce> {"ok":{…}}` or
# `… {"error":"<kind>",…}`. It ends when its input does. What the operations do is in runner.rb, which comes before this.

require 'json'
require 'socket'

module Gatelodge
  VERSION = 1
  LINE_MAX = 64 * 1024
  NONCE = /\A[0-9a-f]{32}\z/

  # Lines in, lines out; where from and where to is the same to it.
  module Wire
    module_function

    # Answers until the input ends or nobody reads the answers any more.
    def serve(input, output)
      while (line = next_line(input))
        nonce, answer = answer(line)
        output.write("@gatelodge #{nonce} #{JSON.generate(answer)}\n")
        output.flush
      end
    rescue Errno::EPIPE, Errno::ECONNRESET
      nil
    end

    # A whole line, or an empty one in place of one that is too long; `nil` at the end. What ends without a line feed was cut
    # off, and its sender is gone.
    def next_line(input)
      line = input.gets("\n", LINE_MAX)
      return line if line.nil? || line.end_with?("\n")

      line = input.gets("\n", LINE_MAX) until line.nil? || line.end_with?("\n")
      line && ''
    end

    # The nonce to answer under, and the answer.
    def answer(line)
      request = parse(line)
      nonce = request['nonce']
      return ['-', { error: 'protocol' }] unless nonce.is_a?(String) && NONCE.match?(nonce)

      operation = request['op']
      return [nonce, { error: 'protocol' }] unless request['v'] == VERSION && Operations::NAMES.include?(operation)
      return [nonce, { error: 'environment' }] unless operation == 'ping' || Rails.env.production?

      [nonce, perform(operation, Arguments.new(request))]
    end

    def parse(line)
      text = line.dup.force_encoding(Encoding::UTF_8)
      request = text.valid_encoding? ? JSON.parse(text, create_additions: false) : nil
      request.is_a?(Hash) ? request : {}
    rescue JSON::ParserError
      {}
    end

    def perform(operation, arguments)
      { ok: borrowing { Operations.public_send(operation, arguments) } }
    rescue Refusal => e
      e.answer
    rescue ActiveRecord::RecordNotUnique
      { error: 'race' }
    rescue ActiveRecord::RecordInvalid => e
      Refusal.invalid(e.record).answer
    rescue StandardError => e
      { error: 'internal', type: e.class.name }
    end

    # What Mastodon does around each of its own requests: no answer out of a cache that other processes know nothing of, the
    # search index kept up, connections given back.
    def borrowing(&block)
      ActiveRecord::Base.uncached { defined?(Chewy) ? Chewy.strategy(:mastodon, &block) : yield }
    ensure
      ActiveRecord::Base.connection_handler.clear_active_connections!(:all)
      if defined?(RedisConnection) && Thread.current[:redis]
        RedisConnection.pool.checkin
        Thread.current[:redis] = nil
      end
    end
  end

  # Where the questions come from.
  module Door
    module_function

    # Whatever else runs in this process and talks or listens gets neither our answers nor our questions in the way.
    def standard_input
      input, output = $stdin.dup.binmode, $stdout.dup.binmode
      $stdin.reopen(File::NULL)
      $stdout.reopen($stderr)
      output.write("\n")
      Wire.serve(input, output)
    end

    # One thread for each who calls. Only the user of this process may.
    def socket(path)
      clear_away(path)
      mask = File.umask(0o177)
      server = UNIXServer.new(path)
      File.umask(mask)
      %w(TERM INT).each { |signal| trap(signal) { exit } }
      loop { Thread.new(server.accept.binmode) { |peer| attend(peer) } }
    ensure
      File.unlink(path) if server && File.socket?(path)
    end

    def attend(peer)
      Wire.serve(peer, peer)
    ensure
      peer.close
    end

    # What an earlier process left behind; one that still listens stays.
    def clear_away(path)
      return unless File.socket?(path)

      UNIXSocket.new(path).close
      abort 'gatelodge: somebody listens on GATELODGE_SOCKET already'
    rescue Errno::ECONNREFUSED
      File.unlink(path)
    end
  end

  def self.start
    path = ENV.fetch('GATELODGE_SOCKET', '')
    path.empty? ? Door.standard_input : Door.socket(path)
  end
end

Gatelodge.start
