using System.ComponentModel;
using System.Globalization;
using Acp.Gateway.Edge;

namespace Acp.Gateway.Admin;

/// <summary>Who may look behind the scenes. Configuration section <c>Admin</c>.</summary>
public sealed class AdminOptions
{
    /// <summary>Without any the surface is open to keys that were made at <c>/admin/keys</c> alone, and closed where there are none of those.</summary>
    public IList<AdminKey> Keys { get; } = [];

    /// <summary>How much each of them may ask for, counted by name; null: nothing is limited but what is under way at once.</summary>
    public CallerLimitOptions? Limits { get; set; }
}

/// <summary>
/// A bearer key of one person or one system. Configuration: <c>Admin:Keys:0:Name</c>, <c>Key</c> and <c>Role</c>; a plain
/// <c>Admin:Keys:0</c> is an owner's key, called <c>admin:0</c>.
/// </summary>
[TypeConverter(typeof(PlainAdminKey))]
public sealed class AdminKey
{
    /// <summary>Stands in the audit trail of all that is done with the key; stays when keys rotate.</summary>
    public string Name { get; set; } = string.Empty;

    /// <summary>In the clear, or as <c>sha256:</c> and 64 hex digits.</summary>
    public string Key { get; set; } = string.Empty;

    /// <summary><c>read</c>, <c>support</c> or <c>owner</c>.</summary>
    public string Role { get; set; } = string.Empty;

    internal bool IsPlain { get; init; }

    internal AdminRole? KnownRole => AdminRoles.Of(Role);

    internal string NameAt(int index) => IsPlain ? string.Create(CultureInfo.InvariantCulture, $"{PlainAdminKey.NamePrefix}{index}") : Name;
}

/// <summary>Each may do what the ones before it may.</summary>
public enum AdminRole
{
    /// <summary>Sees everything and changes nothing.</summary>
    Read,

    /// <summary>Revokes tokens, has events tried again, drives orders.</summary>
    Support,

    /// <summary>Decides about money and about who takes part: resolves charges, manages merchants and keys.</summary>
    Owner,
}

internal static class AdminRoles
{
    /// <summary>As the configuration and the replies write it.</summary>
    public static string Word(this AdminRole role) => role switch
    {
        AdminRole.Read => "read",
        AdminRole.Support => "support",
        _ => "owner",
    };

    /// <returns>Null where the word is no role's.</returns>
    public static AdminRole? Of(string? word) => Enum.GetValues<AdminRole>().Cast<AdminRole?>().FirstOrDefault(role => role?.Word() == word);

    public static string WordOrMore(this AdminRole least) =>
        string.Join(" or ", Enum.GetValues<AdminRole>().Where(role => role >= least).Select(Word));
}

/// <summary>The configuration's older form: a key and nothing else.</summary>
internal sealed class PlainAdminKey : TypeConverter
{
    public const string NamePrefix = "admin:";

    public override bool CanConvertFrom(ITypeDescriptorContext? context, Type sourceType) =>
        sourceType == typeof(string) || base.CanConvertFrom(context, sourceType);

    public override object? ConvertFrom(ITypeDescriptorContext? context, CultureInfo? culture, object value) => value is string key
        ? new AdminKey { Key = key, Role = AdminRole.Owner.Word(), IsPlain = true }
        : base.ConvertFrom(context, culture, value);
}
