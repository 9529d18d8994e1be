package org.nansen.gateway.intake;

import java.util.Map;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.model.TemplatedRouteDefinition;
import org.jspecify.annotations.Nullable;
import org.nansen.gateway.ledger.Lanes;
import org.nansen.gateway.settings.Home;
import org.springframework.stereotype.Component;

/**
 * Stamps the routes of every system from the templates in {@code routes/doors}. The values come from profiles that have
 * passed their schema, whose patterns leave nothing that an endpoint URI would take for an option.
 */
@Component
class DoorRoutes extends RouteBuilder {

    private final Profiles profiles;
    private final Home home;
    private final Doors doors;
    private final Lanes lanes;

    DoorRoutes(Profiles profiles, Home home, Doors doors, Lanes lanes) {
        this.profiles = profiles;
        this.home = home;
        this.doors = doors;
        this.lanes = lanes;
    }

    @Override
    public void configure() {
        for (SystemEntry entry : profiles.entries()) {
            templatedRoute("intake.accept")
                    .routeId("intake.accept." + entry.name())
                    .parameter("system", entry.name());
            door(entry);
            reply(entry);
        }
    }

    private void door(SystemEntry entry) {
        Door door = entry.profile().door();
        TemplatedRouteDefinition route = templatedRoute("intake." + door.kind())
                .routeId("intake." + door.kind() + "." + entry.name())
                .parameter("door", bound("intake.door." + entry.name(), doors.of(entry, profiles.readings(entry))));
        if (door instanceof Door.Files files) {
            RefilingStrategy<Object> refiling = doors.refiling(entry);
            FolderPollStrategy<Object> watch =
                    new FolderPollStrategy<>(entry, lanes, doors.vanished(entry), refiling, doors.turn(entry));
            route.parameter("watch", bound("intake.watch." + entry.name(), watch))
                    .parameter(
                            "claim",
                            bound(
                                    "intake.claim." + entry.name(),
                                    doors.claim(entry, files.completeWhen(), watch, refiling)))
                    .parameter("every", Long.toString(files.every().toMillis()));
        }
        if (door instanceof Door.Sftp sftp) {
            server(route, entry, sftp).parameter("folder", sftp.readFrom());
        } else if (door instanceof Door.Folder folder) {
            route.parameter("folder", home.resolve(folder.readFrom()).toString());
        } else if (door instanceof Door.Queue queue) {
            route.parameter("queue", queue.queue());
        } else {
            route.parameter("system", entry.name());
        }
    }

    private void reply(SystemEntry entry) {
        String kind = replyKind(entry);
        if (kind == null) {
            return;
        }
        TemplatedRouteDefinition route = templatedRoute("reply." + kind)
                .routeId("reply." + kind + "." + entry.name())
                .parameter("system", entry.name());
        Reply reply = entry.profile().reply();
        if (reply instanceof Reply.Sftp sftp) {
            server(route, entry, (Door.Sftp) entry.profile().door()).parameter("folder", sftp.writeTo());
        } else if (reply instanceof Reply.Folder folder) {
            route.parameter("folder", home.resolve(folder.writeTo()).toString());
        } else if (!(reply instanceof Reply.Get)) {
            route.parameter("queue", ReplyQueues.usual(entry));
        }
    }

    /** A system that sends to a queue may ask for its receipts on one of its own even where no reply is configured. */
    private static @Nullable String replyKind(SystemEntry entry) {
        Reply reply = entry.profile().reply();
        if (reply instanceof Reply.Sftp) {
            return "sftp";
        }
        if (reply instanceof Reply.Folder) {
            return "file";
        }
        if (reply instanceof Reply.Get) {
            return "get";
        }
        return reply instanceof Reply.Queue || entry.profile().door() instanceof Door.Queue ? "jms" : null;
    }

    private TemplatedRouteDefinition server(TemplatedRouteDefinition route, SystemEntry entry, Door.Sftp sftp) {
        Map<String, String> same = Map.of(
                "host", sftp.host(),
                "port", Integer.toString(sftp.portOrUsual()),
                "user", sftp.user(),
                "knownHosts", home.resolve(sftp.knownHosts()).toString());
        same.forEach(route::parameter);
        if (sftp.keyFile() != null) {
            route.parameter("keyFile", home.resolve(sftp.keyFile()).toString());
        } else {
            // The password is raw, so that nothing in it ends the value; the profile's checks refuse the rest.
            route.parameter("password", "RAW(" + entry.secret() + ")");
        }
        return route;
    }

    private String bound(String name, Object bean) {
        getContext().getRegistry().bind(name, bean);
        return name;
    }
}
