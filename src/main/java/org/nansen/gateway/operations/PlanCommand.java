package org.nansen.gateway.operations;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.nansen.gateway.intake.LoadedRecord;
import org.nansen.gateway.intake.LoadedSystems;
import org.nansen.gateway.intake.SystemDescription;
import org.nansen.gateway.intake.SystemFolder;
import org.nansen.gateway.settings.SettingsFault.Problem;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What a restart would change: the folders as they lie on disk against what the running gateway has read. */
@Command(
        name = "plan",
        description = {
            "What a restart would change in the national systems: the folders of the home against what the running"
                    + " gateway has read.",
            "When no gateway answers, against what it read at its last start on this home, and says so. Secrets are"
                    + " neither shown nor compared.",
            "Ends with 1 when something would change."
        })
final class PlanCommand extends KitCommand {

    private static final ObjectMapper JSON = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            // A gateway of another version may say more.
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    /** On a fresh home there is nothing to compare with, and a person who has just begun a folder should know what is next. */
    private static final String NOTHING_READ =
            "No gateway has started on this home yet, or its data/systems.json cannot be read, so there is nothing to"
                    + " compare with: a start will read every folder anew. Prove the folders with \"check\", and files with"
                    + " \"try\"; then start the gateway. From then on \"plan\" says what another start would change. For a"
                    + " gateway that runs on another home, name it with --url, --user and --password-file.";

    @Mixin
    private final GatewayLogin login = new GatewayLogin();

    @Option(
            names = "--offline",
            description = "ask no gateway; compare with what it read at its last start on this home")
    private boolean offline;

    /** What is compared with, and how that is known. */
    private record Running(LoadedSystems systems, String source, String words) {}

    @Override
    int run(PrintWriter out, Ink ink) {
        Map<String, SystemDescription> onDisk = new TreeMap<>();
        List<SystemFolder> folders = SystemFolder.of(home()).stream()
                .map(folder -> SystemFolder.of(home(), folder))
                .filter(SystemFolder::isInUse)
                .toList();
        Map<String, List<Problem>> conflicts = SystemFolder.conflicts(folders);
        folders.forEach(
                folder -> onDisk.put(folder.name(), folder.describe(conflicts.getOrDefault(folder.name(), List.of()))));
        Running running = running();
        if (onDisk.isEmpty() && running.systems().systems().isEmpty()) {
            throw CommandFault.usage("There is no system to plan with." + known());
        }
        List<SystemChange> changes = SystemChange.between(running.systems().systems(), onDisk);
        if (json()) {
            out.println(PlanJson.of(running.source(), running.systems().at(), changes)
                    .toPrettyString());
        } else {
            out.println(running.words());
            out.println();
            new PlanWords(out, ink).print(changes);
        }
        return changes.stream().allMatch(SystemChange::nothing) ? Commands.OK : Commands.FINDING;
    }

    private Running running() {
        if (offline) {
            return lastStart("No gateway was asked.");
        }
        try {
            LoadedSystems systems = JSON.treeToValue(login.open().get("/api/v1/systems"), LoadedSystems.class);
            return new Running(
                    systems,
                    "gateway",
                    "Compared with the running gateway, which read its systems at " + systems.at() + ".");
        } catch (CommandFault fault) {
            boolean nothingRead = LoadedRecord.read(home()).isEmpty();
            if (nothingRead && fault.exitCode() == Commands.USAGE) {
                throw CommandFault.usage(fault.getMessage() + " " + NOTHING_READ);
            }
            if (nothingRead && fault.isUnreachable()) {
                throw CommandFault.refused(fault.getMessage() + " " + NOTHING_READ);
            }
            if (fault.exitCode() == Commands.USAGE) {
                // Who only wants to look at folders has no login.
                throw CommandFault.usage(fault.getMessage() + " Or give --offline, which asks no gateway.");
            }
            if (fault.isUnreachable()) {
                return lastStart(fault.getMessage());
            }
            throw fault;
        } catch (JsonProcessingException notUnderstood) {
            throw CommandFault.refused("The answer is not that of a gateway of this version.");
        }
    }

    private Running lastStart(String why) {
        LoadedSystems systems = LoadedRecord.read(home()).orElseThrow(() -> CommandFault.usage(NOTHING_READ));
        return new Running(
                systems,
                "last-start",
                why + " Compared with what the gateway read at its last start on this home, at " + systems.at()
                        + "; whether it runs now is not known.");
    }
}
