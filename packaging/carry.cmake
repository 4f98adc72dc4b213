# Writes the C++ file OUTPUT that defines carried_files(): every file of MANIFEST with its bytes. A line of the
# manifest is PATH|SOURCE; without SOURCE it is the program itself. Files of one source share its bytes.
cmake_minimum_required(VERSION 3.25)
file(STRINGS ${MANIFEST} lines)
set(arrays)
set(entries)
set(known)
foreach(line IN LISTS lines)
  string(REPLACE "|" ";" parts "${line}")
  list(GET parts 0 path)
  list(GET parts 1 source)
  if(NOT source)
    string(APPEND entries "    {\"${path}\", {}, true},\n")
    continue()
  endif()
  list(FIND known ${source} number)
  if(number EQUAL -1)
    list(LENGTH known number)
    list(APPEND known ${source})
    file(READ ${source} bytes HEX)
    string(REGEX REPLACE "(..)" "'\\\\x\\1'," bytes "${bytes}")
    string(APPEND arrays "constexpr char kFile${number}[] = {${bytes}'\\0'};\n")
  endif()
  string(APPEND entries "    {\"${path}\", {kFile${number}, sizeof kFile${number} - 1}, false},\n")
endforeach()
file(WRITE ${OUTPUT} "#include \"runtime/install_command.h\"

namespace job_retry {
namespace {

${arrays}
constexpr CarriedFile kFiles[] = {
${entries}};

}  // namespace

std::span<const CarriedFile> carried_files() {
    return kFiles;
}

}  // namespace job_retry
")
