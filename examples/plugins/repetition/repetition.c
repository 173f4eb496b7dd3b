// Repetition is a plugin for sayso that reports a word which stands there twice ("the the") and offers to drop one. It is
// C without a library beyond WASI's libc, so it reads of its input what it needs and no more: the text.
//
// Build it with build.sh; docs/plugins.md says how it is used.
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

// slurp reads standard input to its end.
static char *slurp(void) {
	size_t size = 1 << 16, length = 0, n;
	char *data = malloc(size);
	while (data && (n = fread(data + length, 1, size - 1 - length, stdin)) > 0) {
		length += n;
		if (length == size - 1) data = realloc(data, size *= 2);
	}
	if (data) data[length] = 0;
	return data;
}

static unsigned hex(const char *p) {
	char digits[5] = {p[0], p[1], p[2], p[3], 0};
	return (unsigned)strtoul(digits, NULL, 16);
}

// text finds the text in the JSON and decodes it in place. In JSON a quotation mark inside of a string has a backslash
// before it, so these characters stand nowhere but where the key does.
static char *text(char *json) {
	char *p = strstr(json, "\"text\":\"");
	if (!p) return NULL;
	p += strlen("\"text\":\"");
	char *start = p, *out = p;
	while (*p && *p != '"') {
		if (*p != '\\') {
			*out++ = *p++;
			continue;
		}
		char c = p[1];
		p += 2;
		switch (c) {
		case 'b': *out++ = '\b'; break;
		case 'f': *out++ = '\f'; break;
		case 'n': *out++ = '\n'; break;
		case 'r': *out++ = '\r'; break;
		case 't': *out++ = '\t'; break;
		case 'u': { // sayso writes what lies beyond U+FFFF as it is, so no surrogates come
			unsigned u = hex(p);
			p += 4;
			if (u < 0x80) {
				*out++ = (char)u;
			} else if (u < 0x800) {
				*out++ = (char)(0xC0 | u >> 6);
				*out++ = (char)(0x80 | (u & 0x3F));
			} else {
				*out++ = (char)(0xE0 | u >> 12);
				*out++ = (char)(0x80 | (u >> 6 & 0x3F));
				*out++ = (char)(0x80 | (u & 0x3F));
			}
			break;
		}
		default: *out++ = c;
		}
	}
	*out = 0;
	return start;
}

// letter tells whether a byte belongs to a word. Those beyond ASCII do: letters, and dashes, which an example may miss.
static int letter(char c) { return isalpha((unsigned char)c) || (unsigned char)c >= 0x80; }

static int same(const char *a, const char *b, size_t n) {
	for (size_t i = 0; i < n; i++)
		if (tolower((unsigned char)a[i]) != tolower((unsigned char)b[i])) return 0;
	return 1;
}

int main(void) {
	char *json = slurp();
	char *t = json ? text(json) : NULL;
	if (!t) {
		fputs("there is no text in the input\n", stderr);
		return 1;
	}
	printf("{\"version\":1,\"findings\":[");
	const char *last = NULL, *between = "";
	size_t length = 0;
	for (char *p = t; *p;) {
		if (!letter(*p)) {
			if (*p != ' ' && !(*p == '\n' && p[1] != '\n' && p > t && p[-1] != '\n')) last = NULL; // a mark, or the end of a block
			p++;
			continue;
		}
		char *word = p;
		while (letter(*p)) p++;
		size_t n = (size_t)(p - word);
		// "had had" and "that that" are grammar.
		if (last && n == length && same(last, word, n) && !(n == 3 && same(word, "had", 3)) && !(n == 4 && same(word, "that", 4))) {
			long from = (long)(last - t), kept = (long)(last - t + (long)length), to = (long)(p - t);
			printf("%s{\"rule\":\"word-twice\",\"start\":%ld,\"end\":%ld,\"message\":\"\\\"%.*s\\\" stands here twice\","
			       "\"fixes\":[{\"title\":\"drop the second\",\"edits\":[{\"start\":%ld,\"end\":%ld,\"new\":\"\"}]}]}",
			       between, from, to, (int)n, word, kept, to);
			between = ",";
		}
		last = word;
		length = n;
	}
	puts("]}");
	return 0;
}
