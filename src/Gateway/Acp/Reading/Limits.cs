namespace Acp.Gateway.Reading;

/// <summary>What one request may hold. Everything here is stored with the session and sent back in every reply.</summary>
internal static class Limits
{
    /// <summary>Characters of a name, an address line and the like.</summary>
    public const int Text = 2_000;

    /// <summary>Characters, as the protocol has it.</summary>
    public const int OrderNotes = 5_000;

    /// <summary>Characters of an item, option or line id.</summary>
    public const int Id = 255;

    /// <summary>Characters: what a payment provider takes.</summary>
    public const int Token = 255;

    public const int Items = 100;

    public const int Codes = 50;

    public const int Interventions = 50;

    /// <summary>Pieces of one line: far above what a shopper means, and small enough that amounts cannot overflow.</summary>
    public const int Quantity = 1_000_000;

    /// <summary>Bytes of JSON text.</summary>
    public const int Metadata = 16 * 1024;
}
