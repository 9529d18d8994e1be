package org.nansen.gateway.normalize;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import javax.xml.XMLConstants;
import org.jspecify.annotations.Nullable;
import org.nansen.gateway.record.FaultCode;

/** How elements and attributes are called, and how many and how long names a document may have. */
final class XmlNames {

    private static final int LONGEST = 200;
    /** The parser remembers every name until the document ends. */
    private static final int MOST = 5_000;

    private final Map<String, String> prefixes = new HashMap<>();
    private final Map<String, Map<String, String>> prefixed = new HashMap<>();
    private final Set<String> seen = new HashSet<>();

    /** @param namespaces prefix to namespace */
    XmlNames(Map<String, String> namespaces) {
        namespaces.forEach((prefix, namespace) -> prefixes.put(namespace, prefix));
        prefixes.put(XMLConstants.XML_NS_URI, XMLConstants.XML_NS_PREFIX);
    }

    /** Returns the local name, with the prefix that the settings give its namespace, if they do. */
    String shown(@Nullable String namespace, String localName) {
        String prefix = namespace == null || namespace.isEmpty() ? null : prefixes.get(namespace);
        return prefix == null
                ? localName
                : prefixed.computeIfAbsent(prefix, any -> new HashMap<>())
                        .computeIfAbsent(localName, name -> prefix + ":" + name);
    }

    void check(@Nullable String name) throws BadXml {
        if (name == null) {
            return;
        }
        if (name.length() > LONGEST) {
            throw new BadXml(FaultCode.NG_142_XML_LIMIT, "A name is longer than " + LONGEST + " characters.");
        }
        if (seen.add(name) && seen.size() > MOST) {
            throw new BadXml(FaultCode.NG_142_XML_LIMIT, "There are more than " + MOST + " different names.");
        }
    }
}
