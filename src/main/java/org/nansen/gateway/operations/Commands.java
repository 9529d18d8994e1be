package org.nansen.gateway.operations;

import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * The command line: {@code java -jar nansen-gateway.jar <command>}. Without a command the jar starts the gateway. A
 * command starts neither Spring nor a log; what was asked for goes to stdout, what went wrong to stderr.
 */
@Command(
        name = "nansen-gateway",
        description = "One country's gateway. Without a command it starts; with one it speaks to a gateway that runs,"
                + " or works on a system's folder.",
        subcommands = HelpCommand.class,
        mixinStandardHelpOptions = true,
        versionProvider = Commands.Version.class,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:done, nothing to see to",
            "1:done, and something is to be seen to",
            "2:the command was given wrongly",
            "3:no gateway answered, or it refused"
        })
public final class Commands implements Runnable {

    static final int OK = 0;
    static final int FINDING = 1;
    static final int USAGE = 2;
    static final int REFUSED = 3;

    private static final Set<String> HELP = Set.of("--help", "-h", "--version", "-V");

    @Spec
    private CommandSpec spec;

    @SuppressWarnings("NullAway.Init")
    private Commands() {}

    /** Each command in the order in which help lists them; a new one is a new line here. */
    private static List<Object> all() {
        return List.of(
                new StatusCommand(),
                new NodesCommand(),
                new ParkedCommand(),
                new ActCommand.Retry(),
                new ActCommand.Abandon(),
                new JobsCommand(),
                new DropsCommand(),
                new VanishedCommand(),
                new ShadowCommand(),
                new ReconcileCommand(),
                new BackupCommand(),
                new RestoreCommand(),
                new RestoredCommand(),
                new InitCommand(),
                new CheckCommand(),
                new TryCommand(),
                new PlanCommand(),
                new HashCommand());
    }

    /** Whether the arguments are for the command line. Settings for the gateway begin with {@code --}. */
    public static boolean isCommand(String[] arguments) {
        return arguments.length > 0 && (!arguments[0].startsWith("-") || HELP.contains(arguments[0]));
    }

    /** Runs a command and returns its exit code. */
    public static int run(String[] arguments) {
        // The terminal's own character set, so that names come out as they are.
        Charset charset = Charset.forName(
                System.getProperty("stdout.encoding", Charset.defaultCharset().name()));
        return run(
                new PrintWriter(System.out, true, charset),
                new PrintWriter(System.err, true, charset),
                Ink.atATerminal(),
                arguments);
    }

    static int run(PrintWriter out, PrintWriter err, String... arguments) {
        return run(out, err, Ansi.OFF, arguments);
    }

    static int run(PrintWriter out, PrintWriter err, Ansi colours, String... arguments) {
        CommandLine line = new CommandLine(new Commands());
        all().forEach(line::addSubcommand);
        line.setColorScheme(Help.defaultColorScheme(colours));
        line.setOut(out);
        line.setErr(err);
        line.setExecutionExceptionHandler((thrown, at, parsed) -> {
            CommandFault fault = CommandFault.of(thrown);
            String words = String.valueOf(fault.getMessage())
                    .lines()
                    .map(Table::plain)
                    .collect(Collectors.joining(System.lineSeparator()));
            at.getErr().println(at.getCommandSpec().root().name() + ": " + words);
            return fault.exitCode();
        });
        int code = line.execute(arguments);
        out.flush();
        err.flush();
        return code;
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "A command is missing.");
    }

    static final class Version implements CommandLine.IVersionProvider {

        @Override
        public String[] getVersion() {
            String version = Commands.class.getPackage().getImplementationVersion();
            return new String[] {"nansen-gateway " + (version == null ? "(not packaged)" : version)};
        }
    }
}
