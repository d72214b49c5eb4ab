package io.github.nanobanana.samples.benchmarks;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which jars an artifact brings along, read from Maven's verbose tree, in which each
 * artifact stands wherever something asks for it, but its own dependencies only once.
 */
final class DependencyTree {

	private static final int INDENT = 3;

	private static final Pattern LINE = Pattern
		.compile("^([|+\\\\ -]*)\\(?([\\w.-]+):([\\w.-]+):jar:(?:([\\w.-]+):)?([\\w.-]+):(?:compile|runtime)\\b.*");

	private final Map<String, Set<String>> children = new HashMap<>();

	private final Map<String, String> files = new HashMap<>();

	private DependencyTree() {
	}

	static DependencyTree read(List<String> lines) {
		DependencyTree tree = new DependencyTree();
		List<String> path = new ArrayList<>();
		for (String line : lines) {
			Matcher matcher = LINE.matcher(line);
			if (!matcher.matches()) {
				continue;
			}
			String classifier = (matcher.group(4) != null) ? "-" + matcher.group(4) : "";
			String artifact = matcher.group(2) + ":" + matcher.group(3) + classifier;
			int depth = matcher.group(1).length() / INDENT - 1;
			tree.files.putIfAbsent(artifact, matcher.group(3) + "-" + matcher.group(5) + classifier + ".jar");
			if (depth > 0) {
				tree.children.computeIfAbsent(path.get(depth - 1), (ignored) -> new LinkedHashSet<>()).add(artifact);
			}
			path.subList(depth, path.size()).clear();
			path.add(artifact);
		}
		return tree;
	}

	/**
	 * The jars of some artifacts and of all that these ask for.
	 * @param folder where the jars lie
	 * @param artifacts group and name of each
	 */
	List<Path> jars(Path folder, List<String> artifacts) {
		Set<String> found = new LinkedHashSet<>(artifacts);
		Deque<String> open = new ArrayDeque<>(artifacts);
		while (!open.isEmpty()) {
			for (String child : this.children.getOrDefault(open.remove(), Set.of())) {
				if (found.add(child)) {
					open.add(child);
				}
			}
		}
		return found.stream().map((artifact) -> folder.resolve(file(artifact))).toList();
	}

	private String file(String artifact) {
		String file = this.files.get(artifact);
		if (file == null) {
			throw new IllegalArgumentException(artifact + " is not in the tree");
		}
		return file;
	}

}
