using System.Globalization;
using System.Text;

namespace Acp.Gateway.Tests;

/// <summary>A JSON value apart from its spelling. <see cref="Spell"/> writes it in one of many ways, chosen by chance.</summary>
public abstract record Tree
{
    private Tree() { }

    public abstract string Spell(Random chance);

    /// <summary>Changes the leaf that the seed picks; an empty container gets its first.</summary>
    public abstract Tree ChangeOneLeaf(int seed);

    public sealed record Number(int Digits, int Power) : Tree
    {
        public override string Spell(Random chance)
        {
            var zeros = Digits == 0 ? 0 : chance.Next(4); // JSON has no leading zeros.
            var shifted = Digits.ToString(CultureInfo.InvariantCulture) + new string('0', zeros) + (chance.Next(2) == 0 ? "" : ".00");
            return $"{shifted}{(chance.Next(2) == 0 ? "e" : "E")}{Power - zeros}";
        }

        public override Tree ChangeOneLeaf(int seed) => this with { Digits = Digits + 1 };
    }

    public sealed record Text(string Value) : Tree
    {
        public override string Spell(Random chance) => $"\"{string.Concat(Value.EnumerateRunes().Select(rune => Spell(rune, chance)))}\"";

        public override Tree ChangeOneLeaf(int seed) => new Text(Value + "x");

        private static string Spell(Rune rune, Random chance) => chance.Next(2) == 0 && rune.Value is not ('"' or '\\')
            ? rune.ToString()
            : string.Concat(rune.ToString().Select(c => chance.Next(2) == 0 ? $"\\u{(int)c:x4}" : $"\\u{(int)c:X4}"));
    }

    public sealed record Word(string Value) : Tree
    {
        public override string Spell(Random chance) => Value;

        public override Tree ChangeOneLeaf(int seed) => new Word(Value == "null" ? "true" : "null");
    }

    public sealed record Items(IReadOnlyList<Tree> Values) : Tree
    {
        public override string Spell(Random chance) => $"[{string.Join(" , ", Values.Select(value => value.Spell(chance)))}]";

        public override Tree ChangeOneLeaf(int seed) => new Items(Changed(Values, seed));
    }

    /// <summary>Members are named after their place, so that shuffling them keeps each its name.</summary>
    public sealed record Members(IReadOnlyList<Tree> Values) : Tree
    {
        public override string Spell(Random chance)
        {
            var members = Values.Select((value, i) => $"{new Text($"m{i}").Spell(chance)} :{value.Spell(chance)}").ToArray();
            chance.Shuffle(members);
            return new StringBuilder("{\n").AppendJoin(',', members).Append('}').ToString();
        }

        public override Tree ChangeOneLeaf(int seed) => new Members(Changed(Values, seed));
    }

    private static IReadOnlyList<Tree> Changed(IReadOnlyList<Tree> values, int seed)
    {
        if (values.Count == 0)
        {
            return [new Word("null")];
        }

        var place = seed % values.Count;
        return [.. values.Select((value, i) => i == place ? value.ChangeOneLeaf(seed / values.Count) : value)];
    }
}
