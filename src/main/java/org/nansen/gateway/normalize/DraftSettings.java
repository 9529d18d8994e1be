package org.nansen.gateway.normalize;

import static org.nansen.gateway.normalize.DraftFields.quoted;

import org.nansen.gateway.normalize.SampleForm.Field;

/** The first draft of a {@code system.yaml}. */
final class DraftSettings {

    private DraftSettings() {}

    static String of(String system, String country, SampleForm form, DraftFields fields) {
        StringBuilder yaml = new StringBuilder();
        yaml.append(
                "# First draft by \"init\". What it could only suppose is marked CONFIRM; take the mark off when it is"
                        + " right.\n");
        yaml.append("# docs/integrators.md explains every key.\n");
        yaml.append("title: ").append(system).append("   # CONFIRM: what people call the system\n");
        yaml.append("country: ")
                .append(country)
                .append("   # CONFIRM: the country that is responsible for the system\n");
        yaml.append("contact: { day: somebody@example.org }   # CONFIRM: whom to write to or call\n");
        yaml.append("mode: shadow                     # everything is computed and shown, nothing is asked or sent\n");
        yaml.append("legal:\n");
        yaml.append("  intake: { basis: \"not stated yet\" }   # CONFIRM: the law on which the system hands over\n");
        yaml.append("may: { ask: [], learn: nothing }\n");
        yaml.append("# CONFIRM: the door; sftp, jms and rest are the others\n");
        yaml.append("door: { kind: file, read-from: drops/").append(system).append(" }\n");
        yaml.append(DraftIdentity.of(fields, declaresFields(form)));
        form.doubts().forEach(doubt -> yaml.append("# CONFIRM: ").append(doubt).append('\n'));
        format(yaml, form);
        Field version = fields.version();
        if (version == null) {
            yaml.append("# Name the field that grows with every change of a record as newer-by.\n");
            yaml.append("feed: { kind: changes }\n");
        } else {
            yaml.append("# CONFIRM: that this field grows with every change of a record\n");
            yaml.append("feed: { kind: changes, newer-by: ")
                    .append(quoted(version.name()))
                    .append(" }\n");
        }
        return yaml.toString();
    }

    /** On one line, or where a part takes several itself, each on a line of its own. */
    private static void format(StringBuilder yaml, SampleForm form) {
        boolean block =
                form.kind().equals("xml") || form.format().values().stream().anyMatch(value -> value.startsWith("\n"));
        yaml.append(block ? "format:\n  kind: " : "format: { kind: ").append(form.kind());
        form.format().forEach((key, value) -> yaml.append(block ? "\n  " : ", ")
                .append(key)
                .append(value.startsWith("\n") ? ":" : ": ")
                .append(value));
        yaml.append(block ? "\n" : " }\n");
    }

    /** Whether the settings say which fields there are, so that they can name no other. */
    private static boolean declaresFields(SampleForm form) {
        return form.format().containsKey("columns") || form.format().containsKey("fields");
    }
}
