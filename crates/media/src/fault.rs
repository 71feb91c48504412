/// Why a file is not kept. The words tell what happened and what to do next.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum MediaFault {
    /// Nothing in it.
    #[error("这个文件是空的，没有保存。请重新选择")]
    Empty,
    /// Larger than such a file may be.
    #[error("{what}最大 {most_mib} MB，这个文件超过了，没有保存。请压缩或截短后再添加")]
    TooLarge {
        /// 图片, 视频 or PDF.
        what: &'static str,
        /// The limit in MiB.
        most_mib: usize,
    },
    /// More pixels than a screen program can decode safely.
    #[error("图片尺寸 {width}×{height} 太大（最多 6400 万像素，每边不超过 32767），没有保存。请缩小后再添加")]
    TooManyPixels {
        /// As the header says.
        width: u32,
        /// As the header says.
        height: u32,
    },
    /// Cut off or not made as such files are made.
    #[error("这个{0}不完整或已损坏，没有保存。请从手机或平台重新保存一份再添加")]
    Broken(&'static str),
    /// A phone's own format, of which the place cannot be taken out and which few windows show.
    #[error("HEIC 照片不能直接保存。请在手机“设置 → 相机 → 格式”里选“兼容性最佳”后重拍，或把照片导出为 JPG 再添加")]
    Heic,
    /// An office document or an archive.
    #[error("Word、Excel 和压缩包不能作为附件保存。请导出为 PDF，或把要留存的页面截图后再添加")]
    Office,
    /// Anything else, whatever its name says.
    #[error("这种文件不能作为附件保存（看的是内容，不是文件名）。可以添加：JPG、PNG、WebP 图片，MP4 视频，PDF")]
    Unknown,
    /// A thumbnail that is none.
    #[error("缩略图不合要求，没有保存。附件本身不受影响")]
    BadThumbnail,
}
