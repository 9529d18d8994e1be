package org.nansen.gateway.normalize;

import net.sf.saxon.event.Receiver;
import net.sf.saxon.om.AtomicSequence;
import net.sf.saxon.om.AxisInfo;
import net.sf.saxon.om.GenericTreeInfo;
import net.sf.saxon.om.NamespaceUri;
import net.sf.saxon.om.NodeInfo;
import net.sf.saxon.om.StructuredQName;
import net.sf.saxon.om.TreeInfo;
import net.sf.saxon.pattern.NodePredicate;
import net.sf.saxon.pattern.NodeTest;
import net.sf.saxon.s9api.Location;
import net.sf.saxon.s9api.XdmNode;
import net.sf.saxon.str.UnicodeString;
import net.sf.saxon.trans.XPathException;
import net.sf.saxon.tree.iter.AxisIterator;
import net.sf.saxon.tree.wrapper.AbstractVirtualNode;
import net.sf.saxon.tree.wrapper.VirtualNode;
import net.sf.saxon.tree.wrapper.WrappingIterator;
import net.sf.saxon.type.Type;
import org.jspecify.annotations.Nullable;

/**
 * A node of a record that notes what a stylesheet asks of it: a step that names an element or attribute, and the text of
 * whatever is taken as a value, with all that stands in it. What a step without a name ({@code *}, {@code node()}) only
 * passes by is not read. For whoever proves a mapping; the daily work goes without.
 */
final class WatchedNode extends AbstractVirtualNode {

    private final Observation observation;

    private WatchedNode(NodeInfo node, TreeInfo tree, Observation observation) {
        this.node = node;
        this.docWrapper = tree;
        this.observation = observation;
    }

    /** Returns the record's document, watched; what stands in it is noted as what could be read. */
    static XdmNode of(XdmNode record, Observation observation) {
        NodeInfo document = record.getUnderlyingNode();
        GenericTreeInfo tree = new GenericTreeInfo(document.getConfiguration());
        WatchedNode root = new WatchedNode(document, tree, observation);
        tree.setRootNode(root);
        WatchedPaths.saw(document, observation);
        return new XdmNode(root);
    }

    @Override
    public @Nullable NodeInfo getParent() {
        NodeInfo above = node.getParent();
        return above == null ? null : watched(above);
    }

    @Override
    public AxisIterator iterateAxis(int axis) {
        return new WrappingIterator(node.iterateAxis(axis), (each, parent) -> watched(each), null);
    }

    @Override
    public AxisIterator iterateAxis(int axis, NodePredicate test) {
        StructuredQName name = test instanceof NodeTest named ? named.getMatchingNodeName() : null;
        if (name == null) {
            return test instanceof NodeTest kind
                    ? new WrappingIterator(node.iterateAxis(axis, kind), (each, parent) -> watched(each), null)
                    : super.iterateAxis(axis, test);
        }
        asks(axis, name.getLocalPart());
        boolean anywhere = axis == AxisInfo.DESCENDANT || axis == AxisInfo.DESCENDANT_OR_SELF;
        return new WrappingIterator(
                node.iterateAxis(axis, test), (each, parent) -> found(each, anywhere ? name.getLocalPart() : ""), null);
    }

    /** Notes a step by its name, so that one that never leads anywhere is seen too. */
    private void asks(int axis, String name) {
        switch (axis) {
            case AxisInfo.CHILD -> observation.read(WatchedPaths.below(node, name));
            case AxisInfo.ATTRIBUTE -> observation.read(WatchedPaths.below(node, "@" + name));
            case AxisInfo.DESCENDANT, AxisInfo.DESCENDANT_OR_SELF -> observation.read("//" + name);
            default -> {
                // Other steps begin at a place that another step led to.
            }
        }
    }

    private VirtualNode found(NodeInfo each, String anywhere) {
        String path = WatchedPaths.of(each);
        if (!path.isEmpty()) {
            observation.read(path);
        }
        if (!anywhere.isEmpty()) {
            observation.filled("//" + anywhere);
        }
        return watched(each);
    }

    private WatchedNode watched(NodeInfo each) {
        return new WatchedNode(each, docWrapper, observation);
    }

    @Override
    public String getAttributeValue(NamespaceUri namespace, String name) {
        asks(AxisInfo.ATTRIBUTE, name);
        return super.getAttributeValue(namespace, name);
    }

    @Override
    public UnicodeString getUnicodeStringValue() {
        taken();
        return super.getUnicodeStringValue();
    }

    @Override
    public AtomicSequence atomize() throws XPathException {
        taken();
        return super.atomize();
    }

    @Override
    public void copy(Receiver to, int options, Location place) throws XPathException {
        taken();
        WatchedPaths.attributes(node).forEach(observation::read);
        node.copy(to, options, place);
    }

    /** The text of an element is that of all elements in it. */
    private void taken() {
        if (node.getNodeKind() == Type.TEXT) {
            observation.read(WatchedPaths.of(node.getParent()));
        } else {
            WatchedPaths.texts(node).forEach(observation::read);
        }
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return super.equals(other);
    }

    @Override
    public int hashCode() {
        return super.hashCode();
    }
}
