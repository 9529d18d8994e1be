package org.nansen.gateway.operations;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import org.nansen.gateway.normalize.FirstDraft;
import org.nansen.gateway.settings.SettingsFault.Problem;

/**
 * What {@code init} saw, wrote, and leaves to a person.
 *
 * @param invented whether the sample itself was kept
 * @param left what keeps a gateway from using the folder
 */
record InitReport(String name, Path folder, FirstDraft draft, boolean invented, List<Problem> left) {

    void print(PrintWriter out, Ink ink) {
        out.println("Seen: " + Table.plain(draft.seen()) + ".");
        out.println();
        Table table = Table.of("field", "taken for", "seen in it");
        draft.suppositions().forEach(one -> table.row(one.field(), one.meaning(), one.details()));
        table.print(out);
        out.println();
        if (!draft.doubts().isEmpty()) {
            out.println("To be confirmed of the form, and marked CONFIRM in system.yaml:");
            draft.doubts().forEach(doubt -> out.println("  - " + Table.plain(doubt)));
            out.println();
        }
        out.println("Written to " + folder + ":");
        draft.files().keySet().forEach(file -> out.println("  " + file));
        out.println(
                invented
                        ? ink.doubtful(draft.sampleName() + " is the sample as it is, since you say that its people are"
                                + " invented.")
                        : draft.sampleName()
                                + " has the same form and codes as the sample, with invented people. Names of"
                                + " fields and codes are the sample's own: look whether they say anything of a person.");
        left.forEach(problem -> out.println(ink.bad("mend") + "  " + problem));
        out.println();
        out.println(ink.heading("Next") + " (each behind \"java -jar nansen-gateway.jar\")");
        Table steps = Table.of("", "");
        steps.row(
                "1. in the files",
                "settle what is marked CONFIRM"
                        + (draft.files().containsKey("codes/" + name + ".csv")
                                ? ", and fill in the targets in codes/" + name + ".csv"
                                : ""));
        steps.row("2. check " + name, "says what is still to be done");
        steps.row("3. try " + name + " <file>", "shows what would become of a file; nothing is sent");
        steps.row("4. try --json " + name + " <sample>", "once right, keep it beside the sample as *.expected.json");
        steps.row("5. plan", "says what a restart of the gateway would change");
        steps.print(out, "  ");
    }

    ObjectNode json() {
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        answer.put("system", name).put("folder", folder.toString()).put("seen", draft.seen());
        ArrayNode fields = answer.putArray("fields");
        draft.suppositions().forEach(one -> fields.addObject()
                .put("field", one.field())
                .put("takenFor", one.meaning())
                .put("details", one.details()));
        ArrayNode doubts = answer.putArray("toConfirm");
        draft.doubts().forEach(doubts::add);
        ArrayNode files = answer.putArray("files");
        draft.files().keySet().forEach(files::add);
        answer.put("sampleKept", invented);
        ArrayNode problems = answer.putArray("problems");
        left.forEach(problem -> problems.add(problem.toString()));
        return answer;
    }
}
