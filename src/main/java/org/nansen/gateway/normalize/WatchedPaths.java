package org.nansen.gateway.normalize;

import java.util.ArrayList;
import java.util.List;
import net.sf.saxon.om.AxisInfo;
import net.sf.saxon.om.NodeInfo;
import net.sf.saxon.pattern.NodeKindTest;
import net.sf.saxon.tree.iter.AxisIterator;
import net.sf.saxon.type.Type;
import org.jspecify.annotations.Nullable;

/** How nodes of a record are called, from the record on and without numbers: {@code person.name.@id}. */
final class WatchedPaths {

    private WatchedPaths() {}

    /** Returns the path of an element or attribute; empty for the record itself and what stands around it. */
    static String of(@Nullable NodeInfo node) {
        if (node == null || node.getNodeKind() == Type.DOCUMENT) {
            return "";
        }
        boolean attribute = node.getNodeKind() == Type.ATTRIBUTE;
        NodeInfo parent = node.getParent();
        if (!attribute && (parent == null || parent.getNodeKind() == Type.DOCUMENT)) {
            return "";
        }
        return below(parent, (attribute ? "@" : "") + node.getLocalPart());
    }

    static String below(@Nullable NodeInfo parent, String name) {
        String above = of(parent);
        boolean record = parent != null && parent.getNodeKind() == Type.DOCUMENT;
        // The document has one child, the record, and a path begins in that.
        return record ? "" : above.isEmpty() ? name : above + "." + name;
    }

    /** Returns the paths of the element, or attribute, and of all elements in it. */
    static List<String> texts(NodeInfo node) {
        List<String> paths = new ArrayList<>();
        each(node, AxisInfo.DESCENDANT_OR_SELF, NodeKindTest.ELEMENT, paths);
        if (node.getNodeKind() == Type.ATTRIBUTE) {
            paths.add(of(node));
        }
        return paths;
    }

    /** Returns the paths of all attributes in the element. */
    static List<String> attributes(NodeInfo node) {
        List<String> paths = new ArrayList<>();
        AxisIterator elements = node.iterateAxis(AxisInfo.DESCENDANT_OR_SELF, NodeKindTest.ELEMENT);
        for (NodeInfo element = elements.next(); element != null; element = elements.next()) {
            each(element, AxisInfo.ATTRIBUTE, NodeKindTest.ATTRIBUTE, paths);
        }
        return paths;
    }

    private static void each(NodeInfo node, int axis, NodeKindTest kind, List<String> paths) {
        AxisIterator nodes = node.iterateAxis(axis, kind);
        for (NodeInfo each = nodes.next(); each != null; each = nodes.next()) {
            paths.add(of(each));
        }
    }

    /** Notes what stands in a record: elements with a text of their own, attributes, and elements that hold others. */
    static void saw(NodeInfo document, Observation observation) {
        AxisIterator elements = document.iterateAxis(AxisInfo.DESCENDANT, NodeKindTest.ELEMENT);
        for (NodeInfo element = elements.next(); element != null; element = elements.next()) {
            String path = of(element);
            if (!path.isEmpty() && hasText(element)) {
                observation.filled(path);
            }
            if (!path.isEmpty()
                    && element.iterateAxis(AxisInfo.CHILD, NodeKindTest.ELEMENT).next() != null) {
                observation.holds(path);
            }
        }
        attributes(document).forEach(observation::filled);
    }

    private static boolean hasText(NodeInfo element) {
        AxisIterator texts = element.iterateAxis(AxisInfo.CHILD, NodeKindTest.TEXT);
        for (NodeInfo text = texts.next(); text != null; text = texts.next()) {
            if (!text.getStringValue().isBlank()) {
                return true;
            }
        }
        return false;
    }
}
