using System.Text;

namespace Acp.Storage.Inventory;

/// <summary>
/// The order of UTF-8 bytes, which is the databases' own. .NET's ordinal order is another one: it has the characters
/// beyond U+FFFF in the middle.
/// </summary>
internal sealed class Bytes : IComparer<string>
{
    public static readonly Bytes Order = new();

    public int Compare(string? x, string? y) => Encoding.UTF8.GetBytes(x ?? "").AsSpan().SequenceCompareTo(Encoding.UTF8.GetBytes(y ?? ""));

    public bool IsWithin(string name, string from, string to) => Compare(name, from) >= 0 && Compare(name, to) < 0;
}
