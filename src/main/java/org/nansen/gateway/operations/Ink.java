package org.nansen.gateway.operations;

import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;

/** Colour, where a person reads at a terminal and did not say {@code NO_COLOR}; elsewhere the words as they are. */
final class Ink {

    private final Ansi ansi;

    private Ink(Ansi ansi) {
        this.ansi = ansi;
    }

    static Ink of(CommandSpec spec) {
        return new Ink(spec.commandLine().getColorScheme().ansi());
    }

    /** Whether anybody is there to see colours at all. */
    static Ansi atATerminal() {
        return "dumb".equals(System.getenv("TERM")) ? Ansi.OFF : Ansi.AUTO;
    }

    String good(String words) {
        return in("32", words);
    }

    String bad(String words) {
        return in("1;31", words);
    }

    String doubtful(String words) {
        return in("33", words);
    }

    String aside(String words) {
        return in("2", words);
    }

    String heading(String words) {
        return in("1", words);
    }

    private String in(String colour, String words) {
        return ansi.enabled() ? "\u001B[" + colour + "m" + words + "\u001B[0m" : words;
    }
}
