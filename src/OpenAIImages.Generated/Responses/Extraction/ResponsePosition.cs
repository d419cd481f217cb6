namespace OpenAIImages.Generated.Responses.Extraction;

/// <summary>
/// The position of the reader in a response: the open containers, and whether the next value is base64.
/// </summary>
internal sealed class ResponsePosition(Base64Location location)
{
    /// <summary>The maximum number of open objects and lists.</summary>
    public const int MaxDepth = 64;

    /// <summary>The maximum number of images of a response, of all its events together.</summary>
    public const int MaxImages = 10_000;

    // More than any real response has. Without a limit, a small compressed body could take gigabytes of memory.
    private const int MaxValues = 1_000_000;

    // One bit for each open container, set for an object.
    private ulong _objects;
    private int _depth;

    // The name just read is that of base64, or of the list.
    private bool _isImageName;
    private bool _isListName;
    private bool _isInList;
    private int _values;
    private int _images;
    private int _elements;

    public bool IsInObject => (_objects & 1) != 0;

    /// <summary>Gets whether no container is open.</summary>
    public bool IsOutside => _depth == 0;

    /// <summary>Gets whether the next property is that of an element of the list.</summary>
    public bool IsInElement => _isInList && _depth == 3;

    /// <summary>Gets the limit that the values so far exceed; null if they do not.</summary>
    public string? Excess =>
        _values > MaxValues ? $"{MaxValues} values"
        : Math.Max(_images, _elements) > MaxImages ? $"{MaxImages} images"
        : null;

    /// <summary>Gets the index of the element of the list, not counting those that cannot be images.</summary>
    public int ImageIndex { get; private set; }

    private bool IsListLevel => _isInList && _depth == 2;

    // In the root, in an element of its list, or in an element of a root that is a list.
    private bool IsImageLevel => _depth == 1 || IsInElement || (_depth == 2 && (_objects >> 1 & 1) == 0);

    /// <summary>Notes the name of the property whose value comes next.</summary>
    public void SetName(ReadOnlySpan<byte> name)
    {
        _isImageName = IsImageLevel && location.IsProperty(name);
        _isListName = _depth == 1 && location.IsList(name);
    }

    /// <summary>Begins a value, and returns whether it is base64.</summary>
    public bool BeginValue(byte first)
    {
        _values++;
        if (_isImageName) _images++;
        var isImage = _isImageName && first == '"';
        if (IsListLevel)
        {
            _elements++;
            if (first is (byte)'{' or (byte)'"') ImageIndex++;
        }
        else if (_isListName && first == '[')
        {
            _isInList = true;
            ImageIndex = -1;
        }

        _isImageName = _isListName = false;
        return isImage;
    }

    /// <summary>Opens an object or a list, unless the depth is at its maximum.</summary>
    public bool TryOpen(bool isObject)
    {
        if (_depth == MaxDepth) return false;
        _objects = (_objects << 1) | (isObject ? 1UL : 0);
        _depth++;
        return true;
    }

    /// <summary>Closes an object or a list, if one is open.</summary>
    public bool TryClose(bool isObject)
    {
        if (IsOutside || IsInObject != isObject) return false;
        _objects >>= 1;
        _depth--;
        _isInList &= _depth > 1;
        return true;
    }

    /// <summary>Returns the path of the base64 for a message, such as <c>data[1].b64_json</c>.</summary>
    public string Describe() => location.Describe(_isInList ? ImageIndex : null);
}
