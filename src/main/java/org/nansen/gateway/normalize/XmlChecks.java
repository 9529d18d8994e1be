package org.nansen.gateway.normalize;

import java.util.HashSet;
import java.util.Set;
import java.util.stream.Stream;
import org.nansen.gateway.settings.SettingsFault;

/** What the settings of XML must fulfil beyond their schema. */
final class XmlChecks {

    private final String file;

    private XmlChecks(String file) {
        this.file = file;
    }

    /** @throws SettingsFault when parts do not fit together */
    static void check(XmlFormat xml, String file) {
        XmlChecks checks = new XmlChecks(file);
        if (xml.record().isEmpty()) {
            throw checks.fault("format.record", "name the element of a record");
        }
        if (new HashSet<>(xml.namespaces().values()).size() < xml.namespaces().size()) {
            throw checks.fault("format.namespaces", "a namespace has two prefixes");
        }
        checks.prefixes(xml, Stream.of(xml.record()), "format.record");
        checks.prefixes(xml, xml.repeated().stream(), "format.repeated");
        checks.prefixes(xml, xml.objects().stream(), "format.objects");
        for (XmlFormat.Join join : xml.joins()) {
            checks.join(xml, join);
        }
    }

    private void join(XmlFormat xml, XmlFormat.Join join) {
        prefixes(xml, Stream.of(join.rows(), join.to() == null ? join.rows() : join.to()), "format.join");
        String to = join.to();
        if (to != null && (to + "/").startsWith(join.rows() + "/")) {
            throw fault("format.join", "rows cannot be put into themselves");
        }
        if (join.toKey().contains(join.name())) {
            throw fault(
                    "format.join",
                    "rows would stand under the name of the field that to-key reads; such files need mapping.xsl");
        }
        Set<String> same = new HashSet<>();
        if (xml.joins().stream()
                .filter(other -> (other.to() == null) == (to == null))
                .anyMatch(other -> !same.add(other.rows()))) {
            throw fault("format.join", "the same rows are joined twice");
        }
    }

    private void prefixes(XmlFormat xml, Stream<String> paths, String key) {
        paths.flatMap(path -> Stream.of(path.split("/")))
                .filter(step -> step.indexOf(':') >= 0)
                .map(step -> step.substring(0, step.indexOf(':')))
                .filter(prefix -> !prefix.equals("xml") && !xml.namespaces().containsKey(prefix))
                .findFirst()
                .ifPresent(prefix -> {
                    throw fault(key, "the prefix \"" + prefix + "\" is not declared under namespaces");
                });
    }

    private SettingsFault fault(String key, String reason) {
        return new SettingsFault(file, 0, key, reason);
    }
}
