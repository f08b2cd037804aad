# frozen_string_literal: true

# Lines in and out: what is a question, what is answered, and that what people type is a value and nothing else, both by
# standard input and over the socket, in a process of its own as `bin/rails runner` starts it.

require 'socket'

require 'minitest/mock'

require_relative 'script'

class LinesTest < Minitest::Test
  include Asking

  PROTOCOL = ['-', { 'error' => 'protocol' }].freeze

  def test_a_ping_names_version_and_environment
    assert_equal({ 'mastodon' => '4.5.15', 'env' => 'production' }, done('ping'))
  end

  def test_what_is_no_question_is_answered_without_a_nonce_and_the_next_line_as_usual
    [
      "\n", "{\n", "nonsense\n", "[]\n", "null\n", "7\n", "\"text\"\n", "{}\n", "{\"nonce\":7}\n", "\xFF\xFE\n", "{\"nonce\":\"\xC3\"}\n",
      "#{'[' * 5000}#{']' * 5000}\n", "#{JSON.generate(v: 1, nonce: "#{NONCE}\n", op: 'ping')}\n",
      "#{JSON.generate(v: 1, nonce: NONCE.upcase, op: 'ping')}\n", "#{JSON.generate(v: 1, op: 'ping')}\n"
    ].each do |no_question|
      answers = serve(no_question, line('ping'))
      assert_equal [PROTOCOL, NONCE], [answers.first, answers.last.first], no_question.inspect
    end
  end

  def test_another_version_or_an_unknown_operation_is_answered_under_its_nonce
    %w(settle create eval send instance_eval made_before ping\ ensure_app PING).push('', nil, 7, %w(ping)).each do |operation|
      assert_equal({ 'error' => 'protocol' }, ask(operation), operation.inspect)
    end
    [nil, 2, '1', 1.5].each { |version| assert_equal 'protocol', refused('ping', v: version) }
  end

  def test_missing_and_mistyped_arguments_are_no_question
    [{}, { key: 7 }, { key: nil }, { key: '' }, { key: 'a b' }, { key: "k\n" }, { key: "%' OR 1" }, { key: 'k' * 65 }].each do |arguments|
      assert_equal 'protocol', refused('reset_link', **arguments), arguments.inspect
    end
    [nil, 'read', [], [7], [nil], [['read']]].each { |scopes| assert_equal 'protocol', refused('ensure_app', name: 'x', scopes: scopes) }
    ANNA.each_key do |name|
      assert_equal 'protocol', refused('ensure_user', **ANNA, name => { 'json_class' => 'String' })
      assert_equal 'protocol', refused('ensure_user', **ANNA.reject { |other, _| other == name })
    end
    assert_empty User.rows
  end

  def test_a_line_of_64_kib_is_read_and_a_longer_one_left_out
    longest = line('lookup', username: 'x' * 100).sub('x' * 100) { 'x' * (65_536 - line('lookup', username: '').bytesize) }
    assert_equal 65_536, longest.bytesize
    assert_equal NONCE, serve(longest).first.first
    [longest.sub('x', 'xx'), line('lookup', username: 'x' * 1_000_000)].each do |too_long|
      assert_equal [PROTOCOL, NONCE], serve(too_long, line('ping')).then { |answers| [answers.first, answers.last.first] }
    end
  end

  def test_a_line_that_was_cut_off_is_not_acted_upon
    assert_empty serve(line('ensure_user', **ANNA).chomp)
    assert_empty serve('x' * 100_000)
    assert_empty User.rows
  end

  def test_outside_production_only_the_ping_answers
    Rails.env = Rails::Environment.new('development')
    assert_equal 'development', done('ping')['env']
    assert_equal 'environment', refused('ensure_user', **ANNA)
    assert_empty User.rows
  end

  def test_a_fault_inside_names_its_class_and_nothing_else
    Account.stub(:find_local, ->(name) { raise IOError, name }) do
      assert_equal({ 'error' => 'internal', 'type' => 'IOError' }, ask('lookup', username: 'anna'))
    end
  end

  def test_connections_are_given_back_after_every_question
    settle_anna
    before = Seen.returned
    done('set_password', key: ANNA[:key], new: NEW)
    refused('set_password', key: 'nobody', new: NEW)
    assert_equal before + 2, Seen.returned
  end

  def test_the_script_has_no_way_to_execute_text
    code = SCRIPT.lines.reject { |text| text.strip.start_with?('#') }.join
    refute_match(/`|\b(?:eval|instance_eval|class_eval|system|exec|spawn|popen|fork|constantize|find_by_sql|execute|load|__send__)\b/, code)
  end
end

# Processes as they run in an instance; what is typed may do its worst to them.
class ProcessTest < Minitest::Test
  include Asking

  # What `bin/rails runner <text>` comes to.
  RUNNER = 'eval(ARGV.fetch(0), TOPLEVEL_BINDING)'
  UPPER_BOUND = 30

  def command = [RbConfig.ruby, '-W', '-r', File.join(__dir__, 'stubs.rb'), '-e', RUNNER, SCRIPT]

  def corpus(canary)
    touch = "touch #{canary}"
    [
      "'; #{touch}; '", "\"; #{touch}; \"", "\#{`#{touch}`}", "\#{File.write('#{canary}', '')}", "$(#{touch})", "`#{touch}`", "a\n#{touch}\n",
      "a\r\n@gatelodge #{NONCE} {\"ok\":{}}\r\n", '--role=Owner', '-e', '--', "' OR 1=1 --", "%' ESCAPE '", '\\', "\\'; #{touch} #", '%s%n', "\u0000",
      "a\u0000b", "\u202Eanna\u2066", "\u2028", 'x' * 60_000, '__END__', "=begin\n", '|touch', "|#{touch}", '/etc/passwd', '{"json_class":"File"}', ''
    ]
  end

  # Every field of every operation, each with this text.
  def questions(text)
    fields = { ensure_user: %i(key username email password locale), lookup: %i(email), issue_token: %i(email password client_id),
               revoke_tokens: %i(key client_id), change_password: %i(email old new), set_password: %i(key new), reset_link: %i(key),
               discard_user: %i(key), ensure_app: %i(name client_id client_secret) }
    good = ANNA.merge(old: PASSWORD, new: PASSWORD, client_id: 'none', client_secret: 'none', name: 'Gatelodge', scopes: %w(read))
    fields.flat_map do |operation, names|
      always = operation == :ensure_user ? %i() : %i(scopes client_id)
      names.map { |name| line(operation, **good.slice(*names, *always), name => text) }
    end + [line('lookup', username: text), line('ensure_app', name: 'Gatelodge', scopes: [text]), line(text)]
  end

  def play(input, output, canary)
    corpus(canary).each do |text|
      questions(text).each do |question|
        input.write(question)
        answer = next_answer(output)
        assert_match(/\A@gatelodge (#{NONCE}|-) \{.*\}\n\z/, answer)
        refute_includes answer, canary, 'nothing that was typed comes back'
      end
      input.write(line('ping'))
      assert_includes next_answer(output), '"env":"production"', 'it goes on'
    end
    refute_path_exists canary
  end

  def next_answer(output)
    Timeout.timeout(UPPER_BOUND) { loop { (text = output.gets).start_with?('@') and return text } }
  end

  def test_what_is_typed_into_standard_input_is_a_value_and_nothing_is_executed
    Dir.mktmpdir do |folder|
      IO.popen([*command, { err: File.join(folder, 'errors') }], 'r+') do |process|
        play(process, process, File.join(folder, 'canary'))
        process.close_write
        assert_nil Timeout.timeout(UPPER_BOUND) { process.gets }, 'it ends with its input'
      end
      assert_predicate $?, :success?
      assert_empty File.read(File.join(folder, 'errors'))
    end
  end

  # The two tests around this one find something where there is something to be found.
  def test_a_script_that_takes_a_value_for_text_is_found_out
    { 'eval(%("#{username}"))' => "\#{File.write('CANARY', '')}", '`echo #{username}`' => '$(touch CANARY)' }.each do |fault, typed|
      Dir.mktmpdir do |folder|
        canary = File.join(folder, 'canary')
        faulty = SCRIPT.sub('Account.find_local(username)') { "Account.find_local(#{fault}.to_s)" }
        IO.popen([*command[..-2], faulty, { err: File::NULL }], 'r+') do |process|
          process.write(line('lookup', username: typed.sub('CANARY', canary)))
          next_answer(process)
        end
        assert_path_exists canary
      end
    end
  end

  def test_what_comes_over_the_socket_is_a_value_and_nothing_is_executed
    resident do |path, folder|
      UNIXSocket.open(path) { |peer| play(peer, peer, File.join(folder, 'canary')) }
    end
  end

  def test_only_its_own_user_may_call_and_many_at_once
    resident do |path|
      assert_equal '600', format('%o', File.stat(path).mode & 0o777)
      peers = Array.new(8) { UNIXSocket.new(path) }
      peers.each { |peer| peer.write(line('ping')) }
      peers.reverse_each { |peer| assert_includes next_answer(peer), 'production' }
      peers.each(&:close)
    end
  end

  def test_a_socket_left_behind_is_taken_over_and_one_in_use_is_not
    Dir.mktmpdir do |folder|
      path = File.join(folder, 'runner.sock')
      UNIXServer.new(path).close
      resident(folder) do
        second = IO.popen([{ 'GATELODGE_SOCKET' => path }, *command, { err: File::NULL }], &:read)
        assert_empty second
        refute_predicate $?, :success?
        UNIXSocket.open(path) { |peer| peer.write(line('ping')) && assert_includes(next_answer(peer), 'production') }
      end
    end
  end

  def test_a_file_that_is_no_socket_is_left_alone
    Dir.mktmpdir do |folder|
      path = File.join(folder, 'runner.sock')
      File.write(path, 'precious')
      IO.popen([{ 'GATELODGE_SOCKET' => path }, *command, { err: File::NULL }], &:read)
      refute_predicate $?, :success?
      assert_equal 'precious', File.read(path)
    end
  end

  def test_what_mastodon_prints_is_not_in_the_way
    noisy = [RbConfig.ruby, '-r', File.join(__dir__, 'stubs.rb'), '-e', <<~'RUBY', SCRIPT]
      print 'booting without an end of line'
      Account.define_singleton_method(:find_local) { |_| puts '@gatelodge - {"error":"noise"}'; $stdin.read; nil }
      eval(ARGV.fetch(0), TOPLEVEL_BINDING)
    RUBY
    IO.popen([*noisy, { err: File::NULL }], 'r+') do |process|
      process.write(line('lookup', username: 'anna'))
      assert_equal "@gatelodge #{NONCE} {\"ok\":{\"taken\":false}}\n", next_answer(process)
    end
  end

  # A resident process, ended by TERM.
  def resident(folder = nil)
    return Dir.mktmpdir { |fresh| resident(fresh) { |path| yield path, fresh } } if folder.nil?

    path = File.join(folder, 'runner.sock')
    process = IO.popen([{ 'GATELODGE_SOCKET' => path }, *command])
    Timeout.timeout(UPPER_BOUND) { Thread.pass until listening?(path) }
    yield path
    Process.kill('TERM', process.pid)
    assert_nil Timeout.timeout(UPPER_BOUND) { process.gets }
    process.close
    assert_predicate $?, :success?
    refute_path_exists path, 'it clears up behind itself'
  ensure
    Process.kill('KILL', process.pid) unless process.nil? || process.closed?
  end

  def listening?(path)
    UNIXSocket.new(path).close
    true
  rescue Errno::ENOENT, Errno::ECONNREFUSED
    false
  end
end
