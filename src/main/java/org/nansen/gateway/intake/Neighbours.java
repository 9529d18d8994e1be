package org.nansen.gateway.intake;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.nansen.gateway.settings.SettingsFault.Problem;

/** What no two systems may share: a login says who the sender is, and a queue or folder whose it is. */
final class Neighbours {

    private final Map<String, SystemEntry> taken = new HashMap<>();
    private final Map<String, List<Problem>> problems = new TreeMap<>();

    private Neighbours() {}

    /** Returns what is wrong with each of the systems that share something, by name. */
    static Map<String, List<Problem>> conflicts(List<SystemEntry> entries) {
        Neighbours all = new Neighbours();
        for (SystemEntry entry : entries) {
            Door door = entry.profile().door();
            if (door instanceof Door.Rest rest) {
                all.take(entry, "door.user", "user " + rest.user());
            } else if (door instanceof Door.Queue queue) {
                all.take(entry, "door.user", "queue user " + queue.user());
                all.take(entry, "door.queue", "queue " + queue.queue());
            } else if (door instanceof Door.Sftp sftp) {
                String server = sftp.user() + "@" + sftp.host() + ":" + sftp.portOrUsual();
                all.take(entry, "door.read-from", "folder " + server + "/" + sftp.readFrom());
            } else if (door instanceof Door.Folder folder) {
                all.take(entry, "door.read-from", "folder " + folder.readFrom());
            }
            if (entry.profile().reply() instanceof Reply.Queue reply) {
                all.take(entry, "reply.queue", "queue " + reply.queue());
            }
        }
        return all.problems;
    }

    private void take(SystemEntry entry, String path, String what) {
        SystemEntry other = taken.putIfAbsent(what, entry);
        if (other != null) {
            problem(entry, path, other);
            problem(other, path, entry);
        }
    }

    private void problem(SystemEntry entry, String path, SystemEntry other) {
        problems.computeIfAbsent(entry.name(), name -> new ArrayList<>())
                .add(new Problem(
                        "config/systems/" + entry.name() + "/system.yaml",
                        0,
                        path,
                        "is also used by the system " + other.name()));
    }
}
